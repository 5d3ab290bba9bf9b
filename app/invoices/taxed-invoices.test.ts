import { beforeAll, describe, expect, it } from "vitest"
import { editOrganization } from "~/organizations/edit-organization.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { aClient, aDraft, anIssuedInvoice } from "../../tests/support/billing"
import { type Agency, anAgency } from "../../tests/support/world"
import { getInvoiceDefaults } from "./draft-queries.server"
import { editInvoice } from "./edit-invoice.server"
import { invoiceSentText } from "./emails/invoice-sent"
import { firstLine } from "./form-values.server"
import { mailOf } from "./invoice-mail.server"
import { getInvoice } from "./invoice-queries.server"
import { wordsOf } from "./invoice-words"
import { issueInvoice } from "./issue-invoice.server"
import type { InvoiceSnapshot } from "./snapshot"

type Draft = Parameters<typeof anIssuedInvoice>[1]

async function issued(agency: Agency, draft: Draft) {
  const { invoiceId } = await anIssuedInvoice(agency.owner, draft)
  const { snapshot } = await getInvoice(agency.owner, { invoiceId })
  return { snapshot: snapshot!, words: wordsOf(snapshot!) }
}

const rowsOf = ({ totals }: ReturnType<typeof wordsOf>) => totals.map(({ label, amount }) => `${label}: ${amount}`)

describe("a small business", () => {
  let agency: Agency
  const reason = "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet"
  beforeAll(async () => {
    agency = await anAgency()
    const { version, ...kept } = await getOrganization(agency.owner, {})
    await editOrganization(agency.owner, { ...kept, version, isSmallBusiness: true, smallBusinessNote: reason })
  })

  it("begins each line exempt, with its sentence", async () => {
    const { companyId } = await aClient(agency.owner)
    const line = firstLine(await getInvoiceDefaults(agency.owner, { companyId, dealId: null }))
    expect(line).toMatchObject({ taxCategory: "exempt", taxRate: "0", taxReason: reason })
  })

  it("shows no tax, and prints why", async () => {
    const lines = [{ name: "Design", unitPrice: "1000", taxCategory: "exempt" as const, taxReason: reason }]
    const { words } = await issued(agency, { lines })
    expect(words.totals).toEqual([{ label: "Total", note: reason, amount: "€1,000.00", kind: "total" }])
  })

  it("issues no invoice that charges tax", async () => {
    const { invoiceId } = await aDraft(agency.owner)
    const issue = issueInvoice(agency.owner, { invoiceId, version: 1 })
    await expect(issue).rejects.toMatchObject({ kind: "invalid", field: "lines" })
  })

  it("cannot be one without a sentence", async () => {
    const { version, ...kept } = await getOrganization(agency.owner, {})
    const silent = editOrganization(agency.owner, { ...kept, version, smallBusinessNote: null })
    await expect(silent).rejects.toMatchObject({ field: "smallBusinessNote" })
  })
})

describe("an invoice", () => {
  let agency: Agency
  beforeAll(async () => {
    agency = await anAgency()
  })

  it("outside the scope of the tax names nobody's VAT id", async () => {
    const { companyId } = await aClient(agency.owner, { vatId: "FR12345678901" })
    const lines = [{ name: "Damages", unitPrice: "500", taxCategory: "outside_scope" as const }]
    const { snapshot, words } = await issued(agency, { companyId, lines })
    expect(JSON.stringify([snapshot, words])).not.toMatch(/DE123456789|FR12345678901/)
    expect(rowsOf(words)).toContain("Not taxed, €500.00: €0.00")
  })

  it("with two rates says both at their lines, in the sums and in the mail", async () => {
    const lines = [
      { name: "Design", unitPrice: "100", taxRate: "19" },
      { name: "Books", unitPrice: "33.33", taxRate: "7" },
    ]
    const { snapshot, words } = await issued(agency, { lines })
    expect(words.lines.map(({ description }) => description)).toEqual(["VAT 19 %", "VAT 7 %"])
    expect(rowsOf(words)).toEqual([
      ...["Net: €133.33", "VAT 19 % on €100.00: €19.00", "VAT 7 % on €33.33: €2.33", "Total: €154.66"],
    ])
    const { words: mail } = mailOf(
      snapshot,
      { name: "Claire", email: "c@harbor.example", contactId: null } as never,
      "",
    )
    for (const row of rowsOf(words).slice(0, 3)) expect(invoiceSentText(mail)).toContain(row)
  })

  it("with the tax inside its prices says so in its columns, and what is off and what each line is net", async () => {
    const lines = [{ name: "Design", unitPrice: "119", taxRate: "19" }]
    const { words } = await issued(agency, { lines, pricesIncludeTax: true, discountPercent: "10" })
    expect(words.columns).toMatchObject({ unitPrice: "Unit price incl. VAT", amount: "Amount incl. VAT" })
    expect(words.lines[0]).toMatchObject({ description: "net €100.00", amount: "€119.00" })
    expect(rowsOf(words)).toEqual([
      ...["Lines incl. VAT: €119.00", "Discount 10 %: -€11.90"],
      ...["Net: €90.00", "VAT 19 % on €90.00: €17.10", "Total: €107.10"],
    ])
  })

  it("keeps its terms when it is edited, and has one discount at most, no finer than its currency", async () => {
    const terms = { pricesIncludeTax: true, discountPercent: "0", discountAmount: "10.50" }
    const { invoiceId, companyId } = await aDraft(agency.owner)
    const facts = { title: "Workshop", currency: "EUR", termsDays: 14, companyId, lines: [] }
    await editInvoice(agency.owner, { invoiceId, version: 1, ...facts, ...terms })
    const kept = await getInvoice(agency.owner, { invoiceId })
    expect([kept.pricesIncludeTax, Number(kept.discountAmount)]).toEqual([true, 10.5])
    const both = aDraft(agency.owner, { discountPercent: "5", discountAmount: "5" })
    await expect(both).rejects.toMatchObject({ field: "discountAmount" })
    const fine = aDraft(agency.owner, { currency: "JPY", discountAmount: "5.5" })
    await expect(fine).rejects.toMatchObject({ field: "discountAmount" })
  })

  it("has no reason on a taxed line, and its own second rate", async () => {
    const line = { name: "Design", unitPrice: "1", taxRate: "19" }
    const reasoned = aDraft(agency.owner, { lines: [{ ...line, taxReason: "why not" }] })
    await expect(reasoned).rejects.toMatchObject({ kind: "invalid" })
    const twice = aDraft(agency.owner, { lines: [{ ...line, secondTaxRate: "19.00" }] })
    await expect(twice).rejects.toMatchObject({ kind: "invalid" })
  })
})

it("what was frozen in the first form is shown as it was", () => {
  const party = { addressLines: ["Street 1"], country: "DE", vatId: null, registrationNo: null }
  const seller = { ...party, name: "Northlight GmbH", brand: "Northlight", email: null, phone: null, website: null }
  const line = { name: "Design", description: null, quantity: "2.000000", unit: null, discountPercent: "0.000000" }
  const first: InvoiceSnapshot = {
    ...{ form: 1, kind: "invoice", number: "2025-0001", title: "Design", currency: "KWD", locale: "en-GB" },
    ...{ issueOn: "2025-11-21", dueOn: "2025-12-05", termsDays: 14, serviceFromOn: null, serviceToOn: null },
    ...{ poNumber: null, notes: null, buyer: { ...party, name: "Harbor", contactName: null } },
    seller: { ...seller, bankName: null, iban: null, bic: null },
    lines: [
      { ...line, unitPrice: "0.012500", taxCategory: "standard", taxRate: "19.000000", netMinor: "25" },
      { ...line, unitPrice: "1.000000", taxCategory: "exempt", taxRate: "0.000000", netMinor: "2000" },
    ],
    taxes: [
      { category: "standard", rate: "19", reason: null, baseMinor: "25", taxMinor: "5" },
      { category: "exempt", rate: "0", reason: "Training", baseMinor: "2000", taxMinor: "0" },
    ],
    ...{ netMinor: "2025", taxMinor: "5", totalMinor: "2030" },
  }
  const words = wordsOf(first)
  expect(words.columns.unitPrice).toBe("Unit price")
  expect(words.lines.map(({ unitPrice, description }) => [unitPrice, description])).toEqual([
    ["0.0125 KWD", null],
    ["KWD\u00a01.000", null],
  ])
  expect(words.totals.map(({ label, note }) => [label, note])).toEqual([
    ["Net", null],
    ["VAT 19 % on KWD\u00a00.025", null],
    ["VAT 0 % on KWD\u00a02.000", "Training"],
    ["Total", null],
  ])
})
