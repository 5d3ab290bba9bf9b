import { expect, it } from "vitest"
import type { ContentLine, FirstContent } from "./content"
import { proposalPdf } from "./proposal-pdf.server"
import type { FrozenVersion } from "./version.server"
import { moneyView } from "./view.server"

const line: ContentLine = {
  ...{ id: "a", name: "Design", description: null, unit: null, quantity: "1", unitPrice: "300", discountPercent: "0" },
  ...{ taxCategory: "standard", taxRate: "5", secondTaxRate: "9.975", recurrence: "once", isOptional: false },
}
const party = { name: "Northlight", lines: [], email: null }
const first: FirstContent = {
  ...{ format: 1, number: 1, title: "Website", currency: "EUR", locale: "en-GB", timeZone: "Europe/Berlin" },
  agency: { ...party, legalName: "Northlight GmbH", vatId: null },
  client: { ...party, contactName: "Ana", contactEmail: null },
  sections: { intro: "", scope: "", timeline: "", terms: "" },
  lines: [line, { ...line, id: "b", unitPrice: "100", isOptional: true }],
  ...{ depositPercent: "30", validUntilOn: null },
}
const version = { content: first, number: 1, sentAt: new Date("2026-01-02T10:00:00Z"), contentHash: "0".repeat(64) }

it("what was frozen in the first form is shown as it was: prices without tax, each tax called VAT", () => {
  const money = moneyView(first, ["b"])
  expect(money.columns).toEqual({
    ...{ description: "Description", quantity: "Quantity", unitPrice: "Unit price", amount: "Amount" },
  })
  expect(money.once.map(({ label, amount }) => [label, amount])).toEqual([
    ["Subtotal", "€400.00"],
    ["VAT 5 %", "€20.00"],
    ["VAT 9.975 %", "€39.90"],
    ["Total", "€459.90"],
  ])
  expect(money.deposit?.amount).toBe("€137.97")
  const { blocks } = proposalPdf(version as FrozenVersion, null)
  expect(JSON.stringify(blocks)).not.toContain("incl.")
})
