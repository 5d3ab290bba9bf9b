import { beforeAll, describe, expect, it } from "vitest"
import { openDeal } from "~/deals/open-deal.server"
import { recordPayment } from "~/payments/record-payment.server"
import { settleCheckout } from "~/payments/settle-checkout.server"
import { NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { aFullWorld } from "../../tests/support/a-full-world"
import { aClient, aDraft, anIssuedInvoice } from "../../tests/support/billing"
import { type Agency, anAgency } from "../../tests/support/world"
import { getInvoice, listInvoices } from "./invoice-queries.server"

const issuedAt = new Date("2026-03-02T12:00:00Z")
const lastMinuteInBerlin = new Date("2026-03-16T22:59:00Z")
const nextDayInBerlin = new Date("2026-03-16T23:01:00Z")

let agency: Agency
const stateAt = async (now: Date, view: "all" | "overdue" = "all") =>
  (await listInvoices(agency.as("owner", now), { view })).rows.map(({ state }) => state)

describe("the list of invoices", () => {
  beforeAll(async () => {
    agency = await anAgency({ now: issuedAt })
  })

  it("calls an invoice overdue from the day after its due date where the organization is", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.as("owner", issuedAt))
    expect((await getInvoice(agency.owner, { invoiceId })).dueOn).toBe("2026-03-16")
    expect(await stateAt(lastMinuteInBerlin)).toEqual(["issued"])
    expect(await stateAt(lastMinuteInBerlin, "overdue")).toEqual([])
    expect(await stateAt(nextDayInBerlin)).toEqual(["overdue"])
    expect(await stateAt(nextDayInBerlin, "overdue")).toEqual(["overdue"])
  })

  it("says what is owed by age, and what each view comes to", async () => {
    const day = 86_400_000
    const at = (days: number) => agency.as("owner", new Date(issuedAt.getTime() + days * day))
    const client = await aClient(at(1))
    await anIssuedInvoice(at(1), { ...client, contactId: null, termsDays: 60 })
    const paid = await anIssuedInvoice(at(2))
    const partly = await anIssuedInvoice(at(3), { currency: "CHF" })
    await aDraft(at(3))
    await recordPayment(at(4), { invoiceId: paid.invoiceId, amount: "1190.00", receivedOn: "2026-03-06" })
    await recordPayment(at(4), { invoiceId: partly.invoiceId, amount: "190.00", receivedOn: "2026-03-06" })
    const { aging } = await listInvoices(at(50), { view: "open" })
    expect(aging).toEqual([
      expect.objectContaining({ currency: "CHF", count: 1, owedMinor: 100_000n, to60Minor: 100_000n, notDueMinor: 0n }),
      expect.objectContaining({
        currency: "EUR",
        count: 2,
        owedMinor: 238_000n,
        notDueMinor: 119_000n,
        to60Minor: 119_000n,
      }),
    ])
    const of = async (view: "open" | "paid" | "draft" | "overdue") => (await listInvoices(at(50), { view })).sums
    expect(await of("paid")).toEqual([{ currency: "EUR", count: 1, totalMinor: 119_000n, balanceMinor: 0n }])
    expect(await of("draft")).toMatchObject([{ count: 1, balanceMinor: 0n }])
    expect((await of("open")).map(({ count }) => count)).toEqual([1, 2])
    expect((await of("overdue")).map(({ count }) => count)).toEqual([1, 1])
    const partlyPaid = (await listInvoices(at(5), { view: "open" })).rows.find(({ id }) => id === partly.invoiceId)
    expect(partlyPaid).toMatchObject({ state: "partly_paid", balanceMinor: 100_000n })
  })

  it("finds by number, title and client, and takes signs of patterns for letters", async () => {
    const found = async (q: string) => (await listInvoices(agency.owner, { view: "all", q })).rows.length
    expect(await found("2026-0001")).toBe(1)
    expect(await found("WORKSH")).toBe(5)
    expect(await found("harbor")).toBe(5)
    expect(await found("%")).toBe(0)
    expect(await found("_")).toBe(0)
  })

  it("takes an unknown view for the open ones and a broken cursor for none", async () => {
    const odd = await listInvoices(agency.owner, { view: "nonsense" as "open", after: "!!" })
    expect(odd.rows.every(({ status }) => status === "issued")).toBe(true)
  })

  it("has no page beyond an instant that the database cannot hold", async () => {
    for (const instant of ["+275760-09-13T00:00:00.000Z", "-271821-04-20T00:00:00.000Z"]) {
      const after = Buffer.from(JSON.stringify([instant, newId()])).toString("base64url")
      await expect(listInvoices(agency.owner, { view: "all", after })).rejects.toBeInstanceOf(NotFound)
    }
  })
})

describe("an invoice whose payment is on its way", () => {
  it("says so in every list, also when it is late, and is not among the overdue", async () => {
    const world = await aFullWorld()
    const { invoiceId, checkoutId, amountMinor } = await world.checkout()
    const metadata = { organization: world.organizationId, attempt: checkoutId }
    const reported = { amount: amountMinor, currency: "eur", paymentIntentId: "pi_slow", metadata }
    await settleCheckout(world.system(), {
      ...{ checkoutId, fact: "pending", method: "bank", account: "installation" },
      ...reported,
    })
    const years = new Date(Date.now() + 400 * 86_400_000)
    const late = await listInvoices(world.as("owner", years), { view: "open" })
    expect(late.rows).toMatchObject([{ id: invoiceId, state: "pending" }])
    expect(late.aging).toMatchObject([{ count: 1, olderMinor: BigInt(amountMinor) }])
    expect((await listInvoices(world.as("owner", years), { view: "overdue" })).rows).toEqual([])
  })
})

describe("who sees invoices", () => {
  it("a member their own, a manager their team's, finance and guests all", async () => {
    agency = await anAgency()
    const { companyId, contactId } = await aClient(agency.owner)
    const ownerId = agency.people.member.personId
    const { dealId } = await openDeal(agency.owner, { title: "Website", companyId, contactId, ownerId })
    await aDraft(agency.owner, { companyId, dealId })
    await aDraft(agency.owner, { companyId })
    await aDraft(agency.finance, { companyId })
    const seen = async (role: "owner" | "manager" | "member" | "finance" | "guest") =>
      (await listInvoices(agency[role], { view: "all" })).rows.length
    expect(await seen("owner")).toBe(3)
    expect(await seen("manager")).toBe(2)
    expect(await seen("member")).toBe(1)
    expect(await seen("finance")).toBe(3)
    expect(await seen("guest")).toBe(3)
  })
})
