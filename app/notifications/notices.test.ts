import { expect, it } from "vitest"
import { newId } from "~/platform/language/ids"
import { notices } from "./notices"

const say = { money: (minor: bigint, currency: string) => `${minor} ${currency}`, personal: () => null }
const record = { title: "“Site”", client: "Umbra", hasOwner: true, isSettled: false }

it("that a mail to a client failed is told where its record is; that one to a member failed is told nowhere", () => {
  const failed = { mailId: newId<"mails">(), answer: "550 no such mailbox" }
  const about = notices["mail.failed"]!.about
  const [invoiceId, proposalId, leadId] = [newId(), newId(), newId()]
  expect(about({ ...failed, purpose: "receipt", invoiceId, proposalId })).toEqual({ noun: "invoices", id: invoiceId })
  expect(about({ ...failed, purpose: "proposal-sent", proposalId })).toEqual({ noun: "proposals", id: proposalId })
  expect(about({ ...failed, purpose: "thanks", leadId })).toEqual({ noun: "leads", id: leadId })
  expect(about({ ...failed, purpose: "notice" })).toBeNull()
  expect(about({ ...failed, purpose: "anything" })).toBeNull()
})

it("the mail's addressee is named when the event still names them", () => {
  const { sentence } = notices["mail.failed"]!
  const payload = { mailId: newId<"mails">(), purpose: "proposal-sent", answer: "550" }
  expect(sentence(payload, record, say)).toBe("The mail about “Site” could not be delivered")
  expect(sentence(payload, record, { ...say, personal: () => "nora@umbra.example" })).toBe(
    "The mail about “Site” to nora@umbra.example could not be delivered",
  )
})

it("a signature is mailed only where nobody gets the record of it anyway", () => {
  const { isMailed } = notices["proposal.signed"]!
  const decide = isMailed as (payload: never, about: typeof record) => boolean
  expect(decide({} as never, record)).toBe(false)
  expect(decide({} as never, { ...record, hasOwner: false })).toBe(true)
})
