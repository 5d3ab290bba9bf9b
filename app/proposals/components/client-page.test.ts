import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ContentLine, PresentContent } from "../content"
import { offerOf } from "../content"
import { documentView } from "../view.server"
import { type LiveOffer, reckon } from "./client-page.mjs"

const untaxed = { taxRate: "0", secondTaxRate: null }
const taxed = (taxRate: string, secondTaxRate: string | null = null) =>
  ({ taxCategory: "standard", taxRate, secondTaxRate }) as const
const tax = fc.constantFrom(
  ...[taxed("19"), taxed("7"), taxed("5.5"), taxed("20")],
  ...[taxed("5", "9.975"), taxed("9.975", "5"), taxed("5")],
  ...[{ taxCategory: "zero", ...untaxed } as const, { taxCategory: "exempt", ...untaxed } as const],
)
const line = fc.record({
  unitPrice: fc.integer({ min: 0, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
  quantity: fc.constantFrom("1", "2.5", "3", "0.333"),
  discountPercent: fc.constantFrom("0", "10", "33.3"),
  tax,
  recurrence: fc.constantFrom("once" as const, "monthly" as const),
  isOptional: fc.boolean(),
  isTicked: fc.boolean(),
})

const offered = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
  depositPercent: fc.constantFrom("0", "30", "33.3", "100"),
  pricesIncludeTax: fc.boolean(),
  currency: fc.constantFrom("EUR", "JPY", "KWD"),
})

type Given = typeof offered extends fc.Arbitrary<infer T> ? T : never

function contentOf({ lines, ...terms }: Given): PresentContent {
  const words = { name: "Line", description: null, unit: null } as const
  const party = { name: "Northlight", lines: [], email: null }
  return {
    ...{ format: 2, number: 1, title: "Website", locale: "en-GB", timeZone: "Europe/Berlin", taxName: "VAT" },
    agency: { ...party, legalName: "Northlight GmbH", vatId: null },
    client: { ...party, contactName: "Ana", contactEmail: null },
    sections: { intro: "", scope: "", timeline: "", terms: "" },
    lines: lines.map(
      ({ isTicked: _, tax: taxes, ...each }, at): ContentLine => ({ ...words, ...each, ...taxes, id: `line-${at}` }),
    ),
    ...terms,
    validUntilOn: null,
  }
}

/** What the page shows of the totals, row by row, in minor units; a tax that a selection does not have is nothing. */
const rowsOf = (taxes: readonly { category: string; rate: string; tax: { minor: bigint } }[]) =>
  taxes.map(({ category, rate, tax: { minor } }) => [`${category}-${rate.replace(".", "_")}`, minor])

describe("the total that follows the ticked boxes", () => {
  it("is the server's own to the last unit, whatever is offered and ticked: each tax, the second too, and the deposit", () => {
    fc.assert(
      fc.property(offered, (given) => {
        const content = contentOf(given)
        const chosen = content.lines.filter((each, at) => each.isOptional && given.lines[at]!.isTicked)
        const ids = chosen.map((each) => each.id)
        const { live } = documentView(content, []).money
        if (live === null) return
        const found = reckon(JSON.parse(live) as LiveOffer, ids)
        const offer = offerOf(content, ids)
        for (const every of ["once", "monthly"] as const) {
          expect([found[every].net, found[every].total]).toEqual([offer[every].net.minor, offer[every].total.minor])
          expect([...found[every].taxes]).toEqual(rowsOf(offer[every].taxes))
        }
        expect(found.deposit).toBe(offer.deposit?.total.minor ?? 0n)
      }),
      { numRuns: 1_000 },
    )
  })

  const road: Omit<Given["lines"][number], "unitPrice" | "isOptional"> = {
    ...{ quantity: "1", discountPercent: "0", recurrence: "once", isTicked: true, tax: taxed("19") },
  }
  const story = (first: string, second: string, pricesIncludeTax: boolean) =>
    contentOf({
      lines: [
        { ...road, unitPrice: first, isOptional: false },
        { ...road, unitPrice: second, isOptional: true },
      ],
      ...{ depositPercent: "30", currency: "EUR", pricesIncludeTax },
    })
  const liveOf = (content: PresentContent) => JSON.parse(documentView(content, []).money.live!) as LiveOffer

  it.each([
    ["with the tax put on top", story("8000", "1500", false)],
    ["with the tax inside", story("9520", "1785", true)],
  ])("of the road's proposal is 11 305.00 with a deposit of 3 391.50, %s", (_, content) => {
    const offer = liveOf(content)
    const found = reckon(offer, ["line-1"])
    expect([found.once.net, found.once.total, found.deposit]).toEqual([950_000n, 1_130_500n, 339_150n])
    expect(reckon(offer, []).once.total).toBe(952_000n)
  })
})
