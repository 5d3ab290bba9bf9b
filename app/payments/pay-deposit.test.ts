import { beforeAll, describe, expect, it } from "vitest"
import type { Id } from "~/platform/language/ids"
import { signProposal } from "~/proposals/sign-proposal.server"
import { aSentProposal } from "../../tests/support/billing"
import {
  booksOf,
  eventsOf,
  payOn,
  sandbox,
  sessionOf,
  settleOn,
  tell,
  tokenFor,
  withPayments,
} from "../../tests/support/payments"
import { type Agency, anAgency, linkHolder, rows, runJobs } from "../../tests/support/world"
import { depositPaymentAddress } from "./pay-deposit.server"
import { getClientInvoice } from "./payment-queries.server"

let agency: Agency

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

/** A proposal that its client signed with the option: 11 305.00, of which 30 % are the deposit. */
async function aSignedProposal() {
  const sent = await aSentProposal(agency)
  const { holder, options: lines, proposalId } = sent
  await signProposal(holder, { lines, consent: true, typedName: "Ana Müller", expected: "1130500" })
  const issued = "select id, number from invoices where proposal_id = $1 and kind = 'deposit'"
  const [deposit] = await rows<{ id: Id<"invoices">; number: string }>(agency, issued, [proposalId])
  return { ...sent, invoiceId: deposit!.id, number: deposit!.number }
}

describe("a client who has signed", () => {
  it("is led to the payment page of the deposit, 30 % of what was accepted", async () => {
    const { holder, proposalId, invoiceId, number } = await aSignedProposal()
    const session = sessionOf(await depositPaymentAddress(holder, proposalId))
    const page = (await sandbox<{ id: string }[]>("/sessions")).find(({ id }) => id === session)
    expect(page).toMatchObject({
      amount_total: 339_150,
      currency: "eur",
      status: "open",
      metadata: { invoice: invoiceId },
    })
    expect(number).toMatch(/^\d{4}-\d{4}$/)
  })

  it("pays by debit, its events told reversed and doubled: pending, then paid once, one receipt", async () => {
    const { holder, proposalId, invoiceId } = await aSignedProposal()
    const session = sessionOf(await depositPaymentAddress(holder, proposalId))
    await runJobs()
    const reader = await linkHolder(await tokenFor(agency, invoiceId))
    const see = () => getClientInvoice(reader, { invoiceId })
    await payOn(session, "sepa_debit")
    const asked = await eventsOf(session)
    await tell(...asked, ...asked)
    expect(await see()).toMatchObject({ state: "pending", balanceMinor: 339_150n })
    await settleOn(session, "succeeded")
    const all = [...(await eventsOf(session))].reverse()
    await tell(...all, ...all)
    expect(await see()).toMatchObject({ state: "paid", balanceMinor: 0n })
    const { settled, payments, mails } = await booksOf(agency, invoiceId)
    expect({ settled, payments }).toEqual({ settled: 339_150, payments: 1 })
    expect(mails.filter((purpose) => purpose === "receipt")).toHaveLength(1)
  })

  it("while the payment service is down is led to the invoice, which can be paid later; the signature stands", async () => {
    const { holder, proposalId, invoiceId } = await aSignedProposal()
    await sandbox("/faults", { service: "stripe", kind: "500", path: "/v1/checkout" })
    expect(await depositPaymentAddress(holder, proposalId)).toBe(`/i/${await tokenFor(agency, invoiceId)}?signed=1`)
    expect(sessionOf(await depositPaymentAddress(holder, proposalId))).toMatch(/^cs_test_/)
  })
})
