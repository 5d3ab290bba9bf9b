import { createHash } from "node:crypto"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { renderPdf } from "~/adapters/pdf/render.server"
import { invoicePdf } from "~/invoices/invoice-pdf"
import { findInvoicePdf, getInvoice } from "~/invoices/invoice-queries.server"
import { recordPayment } from "~/payments/record-payment.server"
import type { Id } from "~/platform/language/ids"
import { decimalOf, exponentOf, type Money, moneyFromDecimal } from "~/platform/language/money"
import { creditTax } from "~/pricing/credit"
import { documentTotals } from "~/pricing/document"
import { installments } from "~/pricing/installments"
import type { Totals } from "~/pricing/totals"
import { aClient } from "../support/billing"
import { cookieFor } from "../support/knock"
import { type Program, startProgram } from "../support/program"
import { type Agency, anAgency, ourDatabase, rows } from "../support/world"
import { assertAgrees, figureOf, looker, type Stored } from "./support/issued-figures"
import { type Vector, vectors } from "./support/money-vectors"
import { size, tell } from "./support/proof"
import { anyDocument, currencies, documentIn, type GivenDocument } from "./support/random-documents"

/* What a document comes to: on the engine, and once issued on its page, in its PDF and in the tables, through the program. */

const seed = Number(process.env.SEED) || Math.floor(Math.random() * 2 ** 31)
const documents = size(400, 10_000)
const issuedIn = size(3, 70)

const termsOf = ({ currency, pricesIncludeTax = false, discountAmount = "0" }: Vector) => ({
  ...{ currency, pricesIncludeTax, discountPercent: "0", discountAmount },
})

/** A vector's own answer, in the form that stored figures have. */
const answerOf = ({ net, total, taxes, nets }: Vector) => ({ net, total, taxes, ...(nets ? { lines: nets } : {}) })

const asAnswer = ({ net, total, taxes, lines }: Stored) => ({
  ...{ net, total, lines },
  taxes: taxes.map(([rate, , tax]) => [rate, tax]),
})

function reckonedAs({ lines, net, tax, total, taxes }: Totals): Stored {
  return {
    ...{ net: decimalOf(net), tax: decimalOf(tax), total: decimalOf(total) },
    lines: lines.map((line) => decimalOf(line.net)),
    taxes: taxes.map((each) => [each.rate, decimalOf(each.base), decimalOf(each.tax)]),
  }
}

const eur = (text: string) => moneyFromDecimal(text, "EUR")

/** The tax of each of two credits: of the first 20 lines of T1, then of the 30 that are left. */
function creditsOfT1() {
  const invoiced = { base: eur("12083.50"), tax: eur("2416.70"), rate: "20" }
  const first = creditTax(invoiced, { base: eur("0"), tax: eur("0") }, eur("4833.40"))
  return [first, creditTax(invoiced, { base: eur("4833.40"), tax: first }, eur("7250.10"))]
}

describe("on the engine", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))("%s is exact", (_, vector) => {
    const reckoned = reckonedAs(documentTotals(vector.lines, termsOf(vector)))
    expect(asAnswer(reckoned)).toMatchObject(answerOf(vector))
  })

  it("T7: the discount of 10 is split 5.00, 1.67 and 3.33", () => {
    const t7 = vectors.find(({ name }) => name.startsWith("T7"))!
    const { groups } = documentTotals(t7.lines, termsOf(t7))
    expect(groups.map(({ discount }) => decimalOf(discount))).toEqual(["5.00", "1.67", "3.33"])
  })

  it("T12: 100.00 in three instalments", () => {
    expect(installments(eur("100"), 3).map(decimalOf)).toEqual(["33.34", "33.33", "33.33"])
  })

  it("T13: 20 of the 50 lines of T1 credited, then the rest", () => {
    expect(creditsOfT1().map(decimalOf)).toEqual(["966.68", "1450.02"])
  })
})

const whole = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n)

/** So many percent of a whole number of units, half away from zero, reckoned apart from the engine. */
function percentOf(minor: bigint, rate: string): bigint {
  const thousandths = minor * BigInt(Math.round(Number(rate) * 1000))
  const size = ((thousandths < 0n ? -thousandths : thousandths) + 50_000n) / 100_000n
  return thousandths < 0n ? -size : size
}

type Rule = (given: GivenDocument, reckoned: Totals) => boolean

const within = (off: bigint, most: bigint) => off <= most && off >= -most

/** The rules of EN 16931 by name, each true or false of a reckoned document. Documents bear no charges, so BT-108 is nothing. */
const rules: Record<string, Rule> = {
  "BR-CO-10: the lines' net amounts come to their sum": (_, { lines, linesNet }) =>
    whole(lines.map(({ net }) => net.minor)) === linesNet.minor,
  "BR-CO-11: the discounts of all taxes come to the document's": (_, { groups, discount }) =>
    whole(groups.map((group) => group.discount.minor)) === discount.minor,
  "BR-CO-12, BR-CO-13: the net total is lines less discount, plus no charges": (_, { linesNet, discount, net }) =>
    linesNet.minor - discount.minor + 0n === net.minor,
  "BR-CO-14: the taxes come to the total tax": (_, { taxes, tax }) =>
    whole(taxes.map((each) => each.tax.minor)) === tax.minor,
  "BR-CO-15: net and tax come to the total": (_, { net, tax, total }) => net.minor + tax.minor === total.minor,
  "BR-CO-17, BR-S-09: each tax is its rate of its base": ({ pricesIncludeTax }, { taxes }) =>
    taxes.every(({ base, tax, rate }) => within(tax.minor - percentOf(base.minor, rate), pricesIncludeTax ? 1n : 0n)),
  "BR-S-08, BR-Z-08, BR-E-08: each base is its lines less its discount": ({ lines }, { taxes, groups, ...reckoned }) =>
    taxes.every(({ category, rate, base }) => {
      const isIts = (at: number) => lines[at]!.taxCategory === category && Number(lines[at]!.taxRate) === Number(rate)
      const nets = reckoned.lines.filter((_, at) => isIts(at)).map(({ net }) => net.minor)
      const group = groups.find(({ taxes: [tax] }) => tax?.category === category && tax.rate === rate)
      return whole(nets) - group!.discount.minor === base.minor
    }),
  "BR-DEC-01…28: no amount is finer than its currency": (
    _,
    { currency, lines, linesNet, discount, net, tax, total, taxes },
  ) =>
    [
      linesNet,
      discount,
      net,
      tax,
      total,
      ...lines.map((line) => line.net),
      ...taxes.flatMap((t) => [t.base, t.tax]),
    ].every(
      (money) => (decimalOf(money).split(".")[1] ?? "").length === exponentOf(currency) && money.currency === currency,
    ),
  "a discount is given to the cent, and no tax's lines give more than they are": (given, { groups, discount }) => {
    const isAll = given.discountAmount !== "0" && !given.pricesIncludeTax
    const asked = moneyFromDecimal(given.discountAmount, given.currency).minor
    const most = whole(groups.map(({ linesNet }) => linesNet.minor))
    return (
      (!isAll || discount.minor === (asked < most ? asked : most)) &&
      groups.every((group) => group.discount.minor >= 0n && group.discount.minor <= group.linesNet.minor)
    )
  },
  "prices with the tax inside come to exactly what is paid": (given, { total }) => {
    if (!given.pricesIncludeTax) return true
    const untaxed = given.lines.map((line) => ({ ...line, taxCategory: "zero" as const, taxRate: "0" }))
    return documentTotals(untaxed, { ...given, pricesIncludeTax: false }).total.minor === total.minor
  },
  "a total with the tax put on top, taken as a price with the tax inside, gives the same net and tax": (given) =>
    given.lines.every((line) => {
      const terms = { currency: given.currency, pricesIncludeTax: false, discountPercent: "0", discountAmount: "0" }
      const onTop = documentTotals([line], terms)
      const priced = { ...line, quantity: "1", discountPercent: "0", unitPrice: decimalOf(onTop.total) }
      const inside = documentTotals([priced], { ...terms, pricesIncludeTax: true })
      return inside.net.minor === onTop.net.minor && inside.tax.minor === onTop.tax.minor
    }),
}

describe("over random documents", () => {
  it.each(Object.entries(rules))("%s", (_, rule) => {
    const holds = fc.property(anyDocument, (given) => rule(given, documentTotals(given.lines, given)))
    fc.assert(holds, { numRuns: documents, seed })
  })

  it("credit notes take back no more than is left of a tax, and all together exactly all of it", () => {
    const cuts = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 8 })
    const holds = fc.property(anyDocument, cuts, (given, parts) => {
      for (const { base, tax, rate } of documentTotals(given.lines, given).taxes)
        creditInParts({ base, tax, rate }, parts)
    })
    fc.assert(holds, { numRuns: documents, seed })
    tell("Money: rules of EN 16931 over random documents", {
      documents,
      rules: Object.keys(rules).length + 1,
      seed: String(seed),
    })
  })
})

/** Credits a tax's base in such parts of a thousand, then what is left; a unit more than that is refused each time. */
function creditInParts(invoiced: { base: Money; tax: Money; rate: string }, parts: number[]) {
  const { currency } = invoiced.base
  const money = (minor: bigint): Money => ({ minor, currency })
  let [base, tax] = [0n, 0n]
  for (const part of [...parts, null]) {
    const left = invoiced.base.minor - base
    const taken = part === null ? left : (left * BigInt(part)) / 1_000n
    const before = { base: money(base), tax: money(tax) }
    expect(() => creditTax(invoiced, before, money(left + 1n))).toThrow(RangeError)
    const back = creditTax(invoiced, before, money(taken))
    if (back.minor < 0n || tax + back.minor > invoiced.tax.minor) expect.fail(`${back.minor} of ${invoiced.tax.minor}`)
    base += taken
    tax += back.minor
  }
  if (base !== invoiced.base.minor || tax !== invoiced.tax.minor) expect.fail(`${tax} of ${invoiced.tax.minor}`)
}

describe("issued, on the page, in the PDF and in the tables", () => {
  let agency: Agency
  let program: Program
  let look: ReturnType<typeof looker>
  let companyId: Id<"companies">
  const ofVector = new Map<string, Id<"invoices">>()
  const named = (lines: Vector["lines"]) => lines.map((line, at) => ({ ...line, name: `Work ${at + 1}` }))

  beforeAll(async () => {
    agency = await anAgency()
    companyId = (await aClient(agency.owner)).companyId
    const { ownerUrl, webUrl, secretKey } = await ourDatabase()
    const env = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey, SANDBOX: "1" }
    program = await startProgram({ env: { ...env, LOG_LEVEL: "error" } })
    look = looker(agency, program, await cookieFor(agency.people.owner.email))
    for (const vector of vectors) {
      const { invoiceId } = await look.issue({ ...termsOf(vector), lines: named(vector.lines) }, { companyId })
      ofVector.set(vector.name, invoiceId)
    }
  })
  afterAll(() => program.stop())

  it.each(vectors.map((vector) => [vector.name, vector] as const))("%s", async (_, vector) => {
    const seen = await look.look(ofVector.get(vector.name)!)
    expect(asAnswer(seen.stored)).toMatchObject(answerOf(vector))
    assertAgrees(seen)
    expect(seen.page.lines.map(([, quantity]) => quantity)).toEqual(vector.lines.map(({ quantity }) => quantity))
  })

  it("T12: three invoices of the instalments come to 100.00", async () => {
    const totals = []
    for (const part of installments(eur("100"), 3)) {
      const lines = [{ name: "Instalment", unitPrice: decimalOf(part), taxCategory: "zero" as const }]
      const { invoiceId } = await look.issue({ lines }, { companyId })
      const seen = await look.look(invoiceId)
      assertAgrees(seen)
      totals.push(seen.stored.total)
    }
    expect(totals).toEqual(["33.34", "33.33", "33.33"])
  })

  it("any document says the same everywhere, in euros, yen and dinars", async () => {
    const given = currencies.flatMap((each) => fc.sample(documentIn(each), { numRuns: issuedIn, seed }))
    const made = []
    for (const document of given) {
      const lines = document.lines.map((line, at) => ({ ...line, name: `Work ${at + 1}` }))
      made.push({ ...(await look.issue({ ...document, lines }, { companyId })), document })
    }
    for (const { invoiceId, document } of made) {
      const seen = await look.look(invoiceId)
      expect(seen.stored).toEqual(reckonedAs(documentTotals(document.lines, document)))
      assertAgrees(seen)
    }
    const figures = { "documents in each currency": issuedIn, vectors: vectors.length, seed: String(seed) }
    tell("Money: page, PDF and tables agree in EUR, JPY and KWD", figures)
  })

  it("BR-CO-16: what is due is the total less what was paid", async () => {
    const lines = [{ name: "Work", unitPrice: "138.66", taxRate: "19" }]
    const { invoiceId } = await look.issue({ lines }, { companyId })
    const receivedOn = new Date().toISOString().slice(0, 10)
    await recordPayment(agency.owner, { invoiceId, amount: "65.02", receivedOn })
    const cookie = await cookieFor(agency.people.owner.email)
    const page = await (await fetch(`${program.url}/invoices/${invoiceId}`, { headers: { Cookie: cookie } })).text()
    expect(page.replace(/<[^>]*>/g, " ")).toContain("€99.99")
  })

  it("the PDF is tagged, speaks its language and carries its fonts, and each download is the kept one to the byte", async () => {
    const { invoiceId, number } = await look.issue({ lines: [{ name: "Work", unitPrice: "1", taxRate: "19" }] })
    const [first, second] = [await look.look(invoiceId), await look.look(invoiceId)]
    expect(first.bytes.equals(second.bytes)).toBe(true)
    const document = await findInvoicePdf(agency.owner, { invoiceId })
    expect(createHash("sha256").update(first.bytes).digest("hex")).toBe(document?.sha256)
    const file = first.bytes.toString("latin1")
    const signs = ["/MarkInfo", "/Marked true", "/StructTreeRoot", "/Lang (en)", "/DisplayDocTitle true", "/S /Table"]
    for (const sign of [...signs, "/S /TH", "/S /TD", "/S /H1", `/Title (Invoice ${number})`])
      expect(file).toContain(sign)
    expect(first.pdf.fonts.used).toBeGreaterThan(2)
    expect(first.pdf.fonts.embedded).toBe(first.pdf.fonts.used)
  })

  it("the PDF of 100 lines is made in less than a second", async () => {
    const lines = Array.from({ length: 100 }, (_, at) => ({
      ...{ name: `Work ${at + 1}`, description: "Design, build and care", quantity: "1.5", unitPrice: "85.50" },
      taxRate: at % 2 === 0 ? "19" : "7",
    }))
    const { invoiceId } = await look.issue({ lines }, { companyId })
    const seen = await look.look(invoiceId)
    assertAgrees(seen)
    const { snapshot, issuedAt } = await getInvoice(agency.owner, { invoiceId })
    const times = []
    for (let turn = 0; turn < 4; turn++) {
      const began = performance.now()
      expect((await renderPdf(invoicePdf(snapshot!, issuedAt!))).equals(seen.bytes)).toBe(true)
      times.push(performance.now() - began)
    }
    const took = Math.min(...times)
    expect(took).toBeLessThan(1_000)
    tell("Money: the PDF of 100 lines", { milliseconds: Math.round(took), pages: seen.pdf.pages })
  })

  it("what is stored of an invoice is what its frozen content says", async () => {
    const off = await rows(
      agency,
      `select i.id from invoices i where i.status = 'issued' and (
        (i.snapshot->>'netMinor')::bigint <> i.net_minor or (i.snapshot->>'totalMinor')::bigint <> i.total_minor
        or i.net_minor + i.tax_minor <> i.total_minor
        or (select coalesce(sum(tax_minor), 0) from invoice_taxes t where t.invoice_id = i.id) <> i.tax_minor
        or (select coalesce(sum(net_minor), 0) from invoice_lines l where l.invoice_id = i.id)
          - coalesce((i.snapshot->'discount'->>'netMinor')::bigint, 0) <> i.net_minor
        or (select total_minor from invoice_settlements s where s.invoice_id = i.id) <> i.total_minor)`,
      [],
    )
    expect(off).toEqual([])
    expect(figureOf("€2,416.70")).toBe("2416.70")
  })
})
