import { beforeAll, describe, expect, it } from "vitest"
import { openDeal } from "~/deals/open-deal.server"
import { totals } from "~/pricing/totals"
import { aClient, aDraft, plainDraft } from "../../tests/support/billing"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { draftInvoice } from "./draft-invoice.server"
import { getInvoiceDefaults } from "./draft-queries.server"
import { editInvoice } from "./edit-invoice.server"
import { getInvoice } from "./invoice-queries.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

describe("a draft", () => {
  it("bears no number and comes to what its lines come to", async () => {
    const lines = [
      { name: "Design", quantity: "2.5", unitPrice: "138.66", discountPercent: "10", taxRate: "19" },
      { name: "Print", unitPrice: "33.33", taxRate: "7" },
    ]
    const { invoiceId } = await aDraft(agency.owner, { lines })
    const draft = await getInvoice(agency.owner, { invoiceId })
    const priced = lines.map((line) => ({ quantity: "1", taxCategory: "standard" as const, ...line }))
    const { net, tax, total } = totals({ currency: "EUR", lines: priced })
    expect(draft).toMatchObject({ status: "draft", number: null, sequence: null, snapshot: null })
    expect(draft).toMatchObject({ netMinor: net.minor, taxMinor: tax.minor, totalMinor: total.minor })
  })

  it("bills each line once, whatever a program says of options and months", async () => {
    const odd = [{ name: "Care", unitPrice: "50", taxRate: "19", recurrence: "monthly", isOptional: true }] as const
    const { invoiceId } = await aDraft(agency.owner, { lines: [...odd] })
    const kept = await rows(agency, "select recurrence, is_optional from invoice_lines where invoice_id = $1", [
      invoiceId,
    ])
    expect(kept).toEqual([{ recurrence: "once", is_optional: false }])
    expect((await getInvoice(agency.owner, { invoiceId })).totalMinor).toBe(5950n)
  })

  it("belongs to the deal's owner when it is for a deal, and goes to that deal's client", async () => {
    const { companyId, contactId } = await aClient(agency.owner)
    const ownerId = agency.people.member.personId
    const { dealId } = await openDeal(agency.owner, { title: "Website", companyId, contactId, ownerId })
    const { invoiceId } = await draftInvoice(agency.finance, { ...plainDraft, companyId, dealId })
    expect((await getInvoice(agency.owner, { invoiceId })).ownerId).toBe(ownerId)
    const other = await aClient(agency.owner)
    await expect(
      draftInvoice(agency.owner, { ...plainDraft, companyId: other.companyId, dealId }),
    ).rejects.toMatchObject({
      kind: "invalid",
      field: "companyId",
    })
  })

  it("is addressed to somebody of its client only", async () => {
    const [ours, other] = [await aClient(agency.owner), await aClient(agency.owner)]
    const crossed = { ...plainDraft, companyId: ours.companyId, contactId: other.contactId }
    await expect(draftInvoice(agency.owner, crossed)).rejects.toMatchObject({ kind: "invalid", field: "contactId" })
  })

  it("is refused when it would be due before it is issued, or served backwards", async () => {
    const { companyId } = await aClient(agency.owner)
    const given = { ...plainDraft, companyId }
    await expect(
      draftInvoice(agency.owner, { ...given, issueOn: "2026-11-21", dueOn: "2026-11-20" }),
    ).rejects.toMatchObject({ kind: "invalid", field: "dueOn" })
    await expect(
      draftInvoice(agency.owner, { ...given, serviceFromOn: "2026-11-21", serviceToOn: "2026-11-20" }),
    ).rejects.toMatchObject({ kind: "invalid", field: "serviceToOn" })
  })

  it("begins with the one-off lines of its deal and says what was invoiced before", async () => {
    const { companyId, contactId } = await aClient(agency.owner, {
      taxTreatment: "reverse_charge",
      paymentTermsDays: 30,
    })
    const { dealId } = await openDeal(agency.owner, { title: "Website", companyId, contactId })
    const { invoiceId } = await draftInvoice(agency.owner, { ...plainDraft, companyId, dealId })
    const given = await getInvoiceDefaults(agency.owner, { dealId })
    expect(given).toMatchObject({ company: { id: companyId, paymentTermsDays: 30 }, lines: [] })
    expect(given.before.map(({ id }) => id)).toEqual([invoiceId])
  })
})

describe("editing a draft", () => {
  it("puts the new lines in the place of the old and reckons again", async () => {
    const { invoiceId, companyId } = await aDraft(agency.owner)
    const lines = [{ name: "Retreat", quantity: "3", unitPrice: "500", taxRate: "19" }]
    await editInvoice(agency.owner, { invoiceId, version: 1, ...plainDraft, companyId, title: "Retreat", lines })
    expect(await getInvoice(agency.owner, { invoiceId })).toMatchObject({
      title: "Retreat",
      version: 2,
      totalMinor: 178_500n,
    })
    const kept = await rows(agency, "select name, net_minor::int as net from invoice_lines where invoice_id = $1", [
      invoiceId,
    ])
    expect(kept).toEqual([{ name: "Retreat", net: 150_000 }])
  })

  it("that somebody else changed meanwhile is a conflict that carries their values, the lines among them", async () => {
    const { invoiceId, companyId } = await aDraft(agency.owner)
    const lines = [{ name: "Retreat", unitPrice: "500", taxRate: "19" }]
    await editInvoice(agency.finance, { invoiceId, version: 1, ...plainDraft, companyId, notes: "Theirs", lines })
    const mine = editInvoice(agency.owner, { invoiceId, version: 1, ...plainDraft, companyId, notes: "Mine" })
    await expect(mine).rejects.toMatchObject({
      kind: "conflict",
      detail: {
        changedBy: agency.people.finance.name,
        theirs: { notes: "Theirs", version: "2", lines: "Retreat: 1 × 500, tax 19 %" },
      },
    })
    expect((await getInvoice(agency.owner, { invoiceId })).notes).toBe("Theirs")
  })

  it("is for those who may work with money, on what they may see", async () => {
    const { invoiceId, companyId } = await aDraft(agency.owner)
    const change = { invoiceId, version: 1, ...plainDraft, companyId }
    for (const as of [agency.member, agency.guest]) {
      await expect(editInvoice(as, change)).rejects.toMatchObject({ kind: "forbidden" })
      await expect(draftInvoice(as, { ...plainDraft, companyId })).rejects.toMatchObject({ kind: "forbidden" })
    }
    await expect(getInvoice(agency.member, { invoiceId })).rejects.toMatchObject({ kind: "not-found" })
    expect((await getInvoice(agency.guest, { invoiceId })).id).toBe(invoiceId)
    await editInvoice(agency.finance, change)
  })
})
