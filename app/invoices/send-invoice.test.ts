import { beforeAll, describe, expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { linkContact } from "~/contacts/link-contact.server"
import { holderOf } from "../../tests/support/a-full-world"
import { aClient, aDraft, anIssuedInvoice } from "../../tests/support/billing"
import { type Agency, anAgency, rows, runJobs, withSandbox } from "../../tests/support/world"
import { findLastSending } from "./draft-queries.server"
import { getHeldInvoice } from "./invoice-queries.server"
import { sendInvoice } from "./send-invoice.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
  await withSandbox()
})

type Mail = { to_email: string; subject: string; html: string; text: string; status: string; turn: number }
const mailsOf = (invoiceId: string) =>
  rows<Mail>(agency, "select * from mails where purpose = 'invoice' and object_id = $1 order by turn", [invoiceId])

describe("sending an invoice", () => {
  it("queues one mail to its contact with the way to its page, and never the token itself", async () => {
    const { companyId, email } = await aClient(agency.owner)
    const { invoiceId, number } = await anIssuedInvoice(agency.owner, { companyId })
    expect(await sendInvoice(agency.finance, { invoiceId })).toEqual({ invoiceId, to: email })
    const [mail] = await mailsOf(invoiceId)
    expect(mail).toMatchObject({ to_email: email, subject: `Invoice ${number} from Northlight`, status: "queued" })
    expect(mail?.text).toContain("€1,190.00")
    expect(mail?.html).toMatch(/href="\{\{link:[0-9a-f-]{36}\.[\w-]{43}\}\}"/)
    expect((await getHeldInvoice(await holderOf(agency, invoiceId), { invoiceId })).id).toBe(invoiceId)
    expect(await findLastSending(agency.guest, { invoiceId })).toMatchObject({ to: email, status: "queued" })
  })

  it("goes with issuing when that is asked for, once the PDF is kept, and only once", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.owner, { send: true })
    expect(await mailsOf(invoiceId)).toEqual([])
    await runJobs()
    const [mail, ...more] = await mailsOf(invoiceId)
    expect(more).toEqual([])
    expect(mail?.status).toBe("sent")
    const [kept] = await rows(agency, "select file_name from documents where object_id = $1", [invoiceId])
    expect(kept?.file_name).toMatch(/^Invoice-\d{4}-\d{4}\.pdf$/)
  })

  it("again is another mail with a link of its own, and the one before runs out within a day", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.owner)
    await sendInvoice(agency.owner, { invoiceId })
    await sendInvoice(agency.owner, { invoiceId })
    const sent = await mailsOf(invoiceId)
    expect(sent.map(({ turn }) => turn)).toEqual([1, 2])
    expect(sent[0]?.text).not.toBe(sent[1]?.text)
    const soon = "select expires_at <= now() + interval '1 day' as soon from links where object_id = $1 order by id"
    expect(await rows(agency, soon, [invoiceId])).toEqual([{ soon: true }, { soon: false }])
  })

  it("pressed twice in one rendering is one mail", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.owner)
    const press = () => sendInvoice(agency.owner, { invoiceId }, { submission: `send-${invoiceId}` })
    await Promise.all([press(), press()])
    expect(await mailsOf(invoiceId)).toHaveLength(1)
  })

  it("pressed by several at once, and by the job that sends what was issued, is as many mails, one after the other", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.owner, { send: true })
    const presses = Array.from({ length: 5 }, () => sendInvoice(agency.owner, { invoiceId }))
    await Promise.all([...presses, runJobs()])
    const turns = (await mailsOf(invoiceId)).map(({ turn }) => turn)
    expect(turns.slice(0, 5)).toEqual([1, 2, 3, 4, 5])
    expect(turns.length).toBeLessThanOrEqual(6)
  })

  it("prefers the contact it is addressed to, then who is billed, then anybody with an address", async () => {
    const { companyId, contactId } = await aClient(agency.owner)
    const emails = [{ label: "work", email: "bill@harbor.example" }]
    const billed = await createContact(agency.owner, { name: "Zoe Billing", emails })
    const plain = await anIssuedInvoice(agency.owner, { companyId })
    expect((await sendInvoice(agency.owner, plain)).to).not.toBe("bill@harbor.example")
    await linkContact(agency.owner, { companyId, contactId: billed.contactId, isBilling: true })
    const toBilling = await anIssuedInvoice(agency.owner, { companyId })
    expect((await sendInvoice(agency.owner, toBilling)).to).toBe("bill@harbor.example")
    const toContact = await anIssuedInvoice(agency.owner, { companyId, contactId })
    expect((await sendInvoice(agency.owner, toContact)).to).not.toBe("bill@harbor.example")
  })

  it("is refused for a draft, where nobody has an address, and for guests and members", async () => {
    const draft = await aDraft(agency.owner)
    await expect(sendInvoice(agency.owner, draft)).rejects.toMatchObject({ kind: "conflict" })
    const { companyId } = await createCompany(agency.owner, { name: "Silent" })
    const silent = await anIssuedInvoice(agency.owner, { companyId })
    await expect(sendInvoice(agency.owner, silent)).rejects.toMatchObject({ kind: "invalid", field: "" })
    const issued = await anIssuedInvoice(agency.owner)
    for (const as of [agency.member, agency.guest]) {
      await expect(sendInvoice(as, issued)).rejects.toMatchObject({ kind: "forbidden" })
    }
  })
})
