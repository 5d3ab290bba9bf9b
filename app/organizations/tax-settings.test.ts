import { expect, it } from "vitest"
import { newLineTax, newLineValues, smallBusinessSentence, type TaxSettings, taxNameIn } from "./tax-settings"

const settings: TaxSettings = {
  ...{ taxRate: "19.000000", secondTaxRate: null, isSmallBusiness: false, smallBusinessNote: null },
}
const untaxed = { taxRate: "0", taxReason: null, secondTaxRate: null }

it("a new line is taxed as its client is, and at the organization's rate where that is the standard one", () => {
  expect(newLineValues(settings)).toEqual({ ...untaxed, taxCategory: "standard", taxRate: "19" })
  expect(newLineTax(settings, "reverse_charge")).toEqual({ ...untaxed, taxCategory: "reverse_charge" })
  expect(newLineTax({ ...settings, taxRate: "0.000000" })).toEqual({ ...untaxed, taxCategory: "zero" })
})

it("a new line has both taxes where two apply", () => {
  const quebec = { ...settings, taxRate: "5.000000", secondTaxRate: "9.975000" }
  expect(newLineValues(quebec)).toMatchObject({ taxRate: "5", secondTaxRate: "9.975" })
  expect(newLineValues(quebec, "exempt").secondTaxRate).toBeNull()
})

it("a small business's new line is exempt with its own sentence, whoever the client is", () => {
  const small = { ...settings, isSmallBusiness: true, smallBusinessNote: smallBusinessSentence("DE") }
  for (const treatment of ["standard", "reverse_charge"] as const) {
    const reason = "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet"
    expect(newLineTax(small, treatment)).toEqual({ ...untaxed, taxCategory: "exempt", taxReason: reason })
  }
})

it("the tax goes by the name of the seller's country", () => {
  expect([taxNameIn("DE"), taxNameIn("JP"), taxNameIn("AU"), taxNameIn(null)]).toEqual([
    ...["VAT", "Consumption tax", "GST", "VAT"],
  ])
})
