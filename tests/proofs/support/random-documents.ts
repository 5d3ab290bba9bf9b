import fc from "fast-check"
import { exponentOf } from "~/platform/language/money"
import type { DocumentTerms } from "~/pricing/document"
import type { PricedLine } from "~/pricing/line"
import type { TaxCategory } from "~/pricing/tax"

/** A document as a form or a program gives it. */
export type GivenDocument = DocumentTerms & { lines: GivenLine[] }
export type GivenLine = PricedLine & { discountPercent: string; secondTaxRate: null }

const taxes: [TaxCategory, string][] = [
  ...(["19", "7", "5.5", "9.975", "20"] as const).map((rate): [TaxCategory, string] => ["standard", rate]),
  ["zero", "0"],
  ["exempt", "0"],
]

const decimals = (max: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([whole, part]) => (places === 0 ? String(whole) : `${whole}.${String(part).padStart(places, "0")}`))

const oftenNone = (given: fc.Arbitrary<string>) => fc.oneof({ weight: 2, arbitrary: fc.constant("0") }, given)

const anyLine: fc.Arbitrary<GivenLine> = fc
  .record({
    quantity: decimals(100, 4),
    unitPrice: decimals(5_000, 4),
    discountPercent: oftenNone(decimals(99, 2)),
    tax: fc.constantFrom(...taxes),
  })
  .map(({ tax: [taxCategory, taxRate], ...line }) => ({ ...line, taxCategory, taxRate, secondTaxRate: null }))

const discounts = (places: number) =>
  fc.oneof(
    fc.constant({ discountPercent: "0", discountAmount: "0" }),
    decimals(99, 3).map((discountPercent) => ({ discountPercent, discountAmount: "0" })),
    decimals(9_999, places).map((discountAmount) => ({ discountPercent: "0", discountAmount })),
  )

/** The currencies of random documents: of two decimals, none and three. */
export const currencies = ["EUR", "JPY", "KWD"] as const

/** Any document of one to eight lines in a currency: with or without discounts, the tax inside or on top. */
export const documentIn = (currency: (typeof currencies)[number]): fc.Arbitrary<GivenDocument> =>
  fc
    .record({
      lines: fc.array(anyLine, { minLength: 1, maxLength: 8 }),
      discount: discounts(exponentOf(currency)),
      pricesIncludeTax: fc.boolean(),
    })
    .map(({ discount, ...given }) => ({ currency, ...given, ...discount }))

/** Any document in any of them. */
export const anyDocument = fc.constantFrom(...currencies).chain(documentIn)
