import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { type Asked, type Creditable, type CreditNote, creditNote, leftOf, quantityLeft } from "./credit-note"
import type { Discount } from "./discount"
import { type PricedLine, taxesOf } from "./line"
import type { TaxCategory } from "./tax"
import { type TotalsInput, totals } from "./totals"

/** A document as it is stored at issue, nothing of it credited yet. */
function issued(input: TotalsInput): Creditable {
  const reckoned = totals(input)
  return {
    currency: input.currency,
    lines: input.lines.map((line, at) => ({
      ...{ quantity: line.quantity, taxes: taxesOf(line) },
      netMinor: reckoned.lines[at]!.net.minor,
      credited: { netMinor: 0n, quantity: "0" },
    })),
    taxes: reckoned.taxes.map(({ category, rate, reason, base, tax }) => ({
      ...{ category, rate, reason },
      baseMinor: base.minor,
      taxMinor: tax.minor,
      credited: { baseMinor: 0n, taxMinor: 0n },
    })),
    discounts: reckoned.groups.map(({ taxes, discount }) => ({ taxes, netMinor: discount.minor })),
    totalMinor: reckoned.total.minor,
    creditedMinor: 0n,
  }
}

/** The document as it stands after a credit note. */
function standingAfter(invoice: Creditable, credit: CreditNote): Creditable {
  return {
    ...invoice,
    creditedMinor: invoice.creditedMinor + credit.totalMinor,
    lines: invoice.lines.map((line, at) => {
      const taken = credit.lines.find((each) => each.at === at)
      if (!taken) return line
      const quantity = String(Number(line.credited.quantity) + Number(taken.quantity ?? "0"))
      return { ...line, credited: { netMinor: line.credited.netMinor + taken.netMinor, quantity } }
    }),
    taxes: invoice.taxes.map((tax) => {
      const taken = credit.taxes.find((each) => each.category === tax.category && each.rate === tax.rate)
      if (!taken) return tax
      const { baseMinor, taxMinor } = tax.credited
      return {
        ...tax,
        credited: { baseMinor: baseMinor + taken.baseMinor, taxMinor: taxMinor + taken.taxMinor },
      }
    }),
  }
}

const isCredit = (result: ReturnType<typeof creditNote>): result is CreditNote => !("problem" in result)

function credited(invoice: Creditable, asked: Asked[]): CreditNote {
  const result = creditNote(invoice, asked)
  if (!isCredit(result)) throw new Error(JSON.stringify(result))
  return result
}

const everything = (invoice: Creditable): Asked[] => invoice.lines.map(() => "all")
const line = (unitPrice: string, taxRate = "19", quantity = "1"): PricedLine => ({
  ...{ unitPrice, quantity, taxRate },
  taxCategory: "standard",
})

describe("a credit note", () => {
  it("T13: of 20 of the 50 lines of T1, then of the rest", () => {
    const invoice = issued({ currency: "EUR", lines: Array.from({ length: 50 }, () => line("241.67", "20")) })
    const first = credited(
      invoice,
      invoice.lines.map((_, at) => (at < 20 ? "all" : null)),
    )
    expect(first).toMatchObject({ netMinor: 483_340n, taxMinor: 96_668n })
    const rest = credited(standingAfter(invoice, first), everything(invoice))
    expect(rest).toMatchObject({ netMinor: 725_010n, taxMinor: 145_002n })
    expect(rest.lines).toHaveLength(30)
  })

  it("of 200.00 net of the story's final invoice takes 238.00", () => {
    const invoice = issued({ currency: "EUR", lines: [line("9500"), { ...line("2850"), quantity: "-1" }] })
    const note = credited(invoice, [{ amountMinor: 20_000n }, null])
    expect(note).toMatchObject({ netMinor: 20_000n, taxMinor: 3_800n, totalMinor: 23_800n })
    const rest = standingAfter(invoice, note)
    expect(credited(rest, everything(rest)).totalMinor).toBe(791_350n - 23_800n)
  })

  it("goes by quantity to the cent, and what is left of it is known", () => {
    const invoice = issued({ currency: "EUR", lines: [{ ...line("10", "19", "3"), discountPercent: "0.1" }] })
    let standing = invoice
    const nets = ["1", "1", "1"].map((quantity) => {
      const note = credited(standing, [{ quantity }])
      standing = standingAfter(standing, note)
      return note.netMinor
    })
    expect(nets).toEqual([999n, 999n, 999n])
    const thirds = issued({ currency: "EUR", lines: [{ ...line("10", "19", "1") }] })
    const part = credited(thirds, [{ quantity: "0.3333" }])
    expect(part.netMinor).toBe(333n)
    expect(quantityLeft(standingAfter(thirds, part).lines[0]!)).toBe("0.6667")
    expect(credited(standingAfter(thirds, part), [{ quantity: "0.6667" }]).netMinor).toBe(667n)
  })

  it("takes its share of the document's discount, by the net amounts that were stored", () => {
    const discount = { amount: { minor: 1_000n, currency: "EUR" } }
    const lines = [line("100", "20"), line("33.33", "5.5")]
    const invoice = issued({ currency: "EUR", lines, documentDiscount: discount })
    const half = credited(invoice, [{ amountMinor: 5_000n }, null])
    expect(half).toMatchObject({ discounts: [{ netMinor: 375n }], netMinor: 4_625n, taxMinor: 925n })
    const rest = credited(standingAfter(invoice, half), everything(invoice))
    expect(rest.discounts.map((share) => share.netMinor)).toEqual([375n, 250n])
    expect(half.totalMinor + rest.totalMinor).toBe(leftOf(invoice))
  })

  it("is refused beyond a line, beyond a tax, beyond the invoice, and for nothing", () => {
    const invoice = issued({ currency: "EUR", lines: [line("100", "19", "2"), { ...line("50"), quantity: "-1" }] })
    expect(creditNote(invoice, [{ amountMinor: 20_001n }, null])).toEqual({ problem: "amount", at: 0 })
    expect(creditNote(invoice, [{ quantity: "2.01" }, null])).toEqual({ problem: "quantity", at: 0 })
    expect(creditNote(invoice, [{ quantity: "-1" }, null])).toEqual({ problem: "quantity", at: 0 })
    expect(creditNote(invoice, ["all", null])).toMatchObject({
      problem: "tax",
      tax: { category: "standard", rate: "19" },
    })
    expect(creditNote(invoice, [null, "all"])).toMatchObject({ problem: "tax" })
    expect(creditNote(invoice, [null, null])).toEqual({ problem: "nothing" })
    const mixed = issued({ currency: "EUR", lines: [line("100"), { ...line("50", "7"), quantity: "-1" }] })
    expect(creditNote(mixed, ["all", null])).toEqual({ problem: "total" })
    const end = standingAfter(invoice, credited(invoice, everything(invoice)))
    expect(leftOf(end)).toBe(0n)
    expect(creditNote(end, everything(end))).toEqual({ problem: "nothing" })
  })
})

const taxes: [TaxCategory, string][] = [
  ["standard", "19"],
  ["standard", "7.000000"],
  ["standard", "9.975"],
  ["exempt", "0"],
  ["reverse_charge", "0.00"],
]
const decimals = (max: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([a, b]) => `${a}.${String(b).padStart(places, "0")}`)

const documentOf = (sign: fc.Arbitrary<string>) =>
  fc.record({
    currency: fc.constantFrom("EUR", "JPY", "KWD"),
    lines: fc.array(
      fc
        .record({
          sign,
          quantity: decimals(20, 2),
          unitPrice: decimals(2_000, 4),
          discountPercent: decimals(99, 1),
          tax: fc.constantFrom(...taxes),
        })
        .map(({ sign: of, quantity, tax: [taxCategory, taxRate], ...rest }) => ({
          ...{ ...rest, taxCategory, taxRate },
          quantity: `${of}${quantity}`,
        })),
      { minLength: 1, maxLength: 6 },
    ),
    documentDiscount: fc.oneof(
      fc.constant<Discount | null>(null),
      decimals(99, 2).map((percent) => ({ percent })),
    ),
    pricesIncludeTax: fc.boolean(),
  })

/** What somebody asks for: parts of lines in any mixture, often too much. */
const attempts = fc.array(
  fc.array(
    fc.oneof(
      fc.constant<Asked>(null),
      fc.constant<Asked>("all"),
      fc.bigInt(1n, 200_000n).map((amountMinor): Asked => ({ amountMinor })),
      decimals(12, 2).map((quantity): Asked => ({ quantity })),
    ),
    { minLength: 6, maxLength: 6 },
  ),
  { maxLength: 5 },
)

/** Credits what is asked as far as it is taken, each time within what is left; answers how it stands then. */
function creditAll(invoice: Creditable, asks: Asked[][]): Creditable {
  return asks.reduce((standing, asked) => {
    const note = creditNote(standing, asked)
    if (!isCredit(note)) return standing
    const next = standingAfter(standing, note)
    if (!isWithin(note, next)) expect({ note, next }).toBe("within what was billed")
    return next
  }, invoice)
}

const whole = (all: { netMinor: bigint }[]) => all.reduce((sum, { netMinor }) => sum + netMinor, 0n)

function isWithin(note: CreditNote, standing: Creditable): boolean {
  const { lines, taxes } = standing
  const within = (part: bigint, all: bigint) => (all < 0n ? part <= 0n && part >= all : part >= 0n && part <= all)
  return (
    lines.every((each) => within(each.credited.netMinor, each.netMinor)) &&
    taxes.every(
      ({ credited: gone, ...of }) => within(gone.baseMinor, of.baseMinor) && within(gone.taxMinor, of.taxMinor),
    ) &&
    leftOf(standing) >= 0n &&
    note.netMinor + note.taxMinor === note.totalMinor &&
    note.linesNetMinor === whole(note.lines) &&
    note.linesNetMinor - whole(note.discounts) === note.netMinor
  )
}

test("whatever is asked, all credits stay within each line, each tax and the invoice, and the last takes exactly the rest", () => {
  fc.assert(
    fc.property(documentOf(fc.constant("")), attempts, (input, asks) => {
      const invoice = issued(input)
      const standing = creditAll(invoice, asks)
      if (leftOf(standing) === 0n) return
      const note = credited(standing, everything(invoice))
      const end = standingAfter(standing, note)
      if (note.totalMinor !== leftOf(standing)) expect(note.totalMinor).toBe(leftOf(standing))
      for (const { baseMinor, taxMinor, credited: gone } of end.taxes) {
        if (gone.baseMinor !== baseMinor || gone.taxMinor !== taxMinor) expect(gone).toEqual({ baseMinor, taxMinor })
      }
      for (const each of end.lines) {
        if (each.credited.netMinor !== each.netMinor) expect(each.credited.netMinor).toBe(each.netMinor)
      }
    }),
    { numRuns: 10_000 },
  )
})

test("with deductions among the lines they stay within all that as well", () => {
  fc.assert(
    fc.property(documentOf(fc.constantFrom("", "", "-")), attempts, (input, asks) => {
      creditAll(issued(input), asks)
    }),
    { numRuns: 10_000 },
  )
})
