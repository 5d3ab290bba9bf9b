import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ContentLine, ProposalContent } from "../content"
import { offerOf } from "../content"
import { documentView } from "../view.server"
import { type LiveOffer, reckon, type Ticked } from "./client-page.mjs"

const rate = fc.constantFrom("19", "7", "5.5", "20")
const line = fc.record({
  unitPrice: fc.integer({ min: 0, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
  quantity: fc.constantFrom("1", "2.5", "3", "0.333"),
  discountPercent: fc.constantFrom("0", "10", "33.3"),
  taxRate: rate,
  recurrence: fc.constantFrom("once" as const, "monthly" as const),
  isOptional: fc.boolean(),
  isTicked: fc.boolean(),
})

const offered = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
  depositPercent: fc.constantFrom("0", "30", "33.3", "100"),
})

type Given = typeof offered extends fc.Arbitrary<infer T> ? T : never

function contentOf({ lines, depositPercent }: Given): ProposalContent {
  const words = { name: "Line", description: null, unit: null, taxCategory: "standard" } as const
  const party = { name: "Northlight", lines: [], email: null }
  return {
    ...{ format: 1, number: 1, title: "Website", currency: "EUR", locale: "en-GB", timeZone: "Europe/Berlin" },
    agency: { ...party, legalName: "Northlight GmbH", vatId: null },
    client: { ...party, contactName: "Ana", contactEmail: null },
    sections: { intro: "", scope: "", timeline: "", terms: "" },
    lines: lines.map(({ isTicked: _, ...each }, at): ContentLine => ({ ...words, ...each, id: `line-${at}` })),
    depositPercent,
    validUntilOn: null,
  }
}

/** What the page's boxes say of the ticked options. */
function tickedIn(content: ProposalContent, chosen: string[]): Ticked[] {
  const rows = documentView(content, []).money.groups.flatMap((group) => group.rows)
  return rows.flatMap(({ id, option }) =>
    option && chosen.includes(id) ? [{ net: option.net, tax: option.tax, every: option.recurrence }] : [],
  )
}

describe("the total that follows the ticked boxes", () => {
  it("is the server's own, whatever is offered and ticked", () => {
    fc.assert(
      fc.property(offered, (given) => {
        const content = contentOf(given)
        const chosen = content.lines
          .filter((each, at) => each.isOptional && given.lines[at]!.isTicked)
          .map((each) => each.id)
        const { live } = documentView(content, []).money
        if (live === null) return
        const found = reckon(JSON.parse(live) as LiveOffer, tickedIn(content, chosen))
        const offer = offerOf(content, chosen)
        expect(found.once.total).toBe(offer.once.total.minor)
        expect(found.once.net).toBe(offer.once.net.minor)
        expect(found.monthly.total).toBe(offer.monthly.total.minor)
        expect(found.deposit - (offer.deposit?.total.minor ?? 0n)).toSatisfy((off: bigint) => off >= -1n && off <= 1n)
      }),
    )
  })

  it("of the road's proposal is 11 305.00 with a deposit of 3 391.50", () => {
    const road = { quantity: "1", discountPercent: "0", taxRate: "19", recurrence: "once", isTicked: true } as const
    const lines = [
      { ...road, unitPrice: "8000", isOptional: false },
      { ...road, unitPrice: "1500", isOptional: true },
    ]
    const content = contentOf({ lines, depositPercent: "30" })
    const offer = JSON.parse(documentView(content, []).money.live!) as LiveOffer
    const found = reckon(offer, tickedIn(content, ["line-1"]))
    expect([found.once.total, found.deposit]).toEqual([1_130_500n, 339_150n])
    expect(reckon(offer, []).once.total).toBe(952_000n)
  })
})
