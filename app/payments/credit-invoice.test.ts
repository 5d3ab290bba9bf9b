import { beforeAll, describe, expect, it } from "vitest"
import { getInvoice, listInvoices } from "~/invoices/invoice-queries.server"
import { wordsOf } from "~/invoices/invoice-words"
import { todayIn } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"
import { anIssuedInvoice } from "../../tests/support/billing"
import { aSentInvoice, booksOf, tokenFor, withPayments } from "../../tests/support/payments"
import { type Agency, anAgency, linkHolder, rows, runJobs, writePast } from "../../tests/support/world"
import { creditInvoice } from "./credit-invoice.server"
import { getCreditPage, listCredits } from "./credit-queries.server"
import { openCheckout } from "./open-checkout.server"
import { getClientInvoice, getInvoicePage } from "./payment-queries.server"
import { recordPayment } from "./record-payment.server"

let agency: Agency
const today = todayIn("Europe/Berlin", new Date())
const reason = "Agreed on the telephone"

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

/** An issued invoice over two lines: 5 days at 200.00 and 7 % on 300.00; 1 511.00 EUR in all. */
async function twoLines() {
  const lines = [
    { name: "Workshop", quantity: "5", unit: "day", unitPrice: "200", taxRate: "19" },
    { name: "Book", unitPrice: "300", taxRate: "7" },
  ]
  const issued = await anIssuedInvoice(agency.owner, { lines })
  const { lines: stored } = await getCreditPage(agency.owner, { invoiceId: issued.invoiceId })
  return { ...issued, lineIds: stored.map(({ id }) => id) }
}

const page = (invoiceId: Id<"invoices">) => getInvoicePage(agency.owner, { invoiceId })
const creditOf = (companyId: Id<"companies">) => listCredits(agency.owner, { companyId })

describe("a credit note over the whole invoice", () => {
  it("has a number of its own series, names the invoice, and leaves nothing owed", async () => {
    const { invoiceId, number, companyId } = await twoLines()
    const { creditNoteId, number: creditNumber } = await creditInvoice(agency.finance, { invoiceId, reason })
    expect(creditNumber).toMatch(/^CN-\d{4}-0001$/)
    const note = await getInvoice(agency.owner, { invoiceId: creditNoteId })
    expect(note).toMatchObject({
      kind: "credit_note",
      creditsId: invoiceId,
      companyId,
      totalMinor: 151_100n,
      dueOn: null,
    })
    expect(note.snapshot).toMatchObject({ credits: { number, issueOn: today }, notes: reason, totalMinor: "151100" })
    expect(note.contentHash).toMatch(/^[0-9a-f]{64}$/)
    expect(await page(invoiceId)).toMatchObject({ state: "credited", balanceMinor: 0n, creditedMinor: 151_100n })
    expect(await page(creditNoteId)).toMatchObject({ state: "credit_note", balanceMinor: 0n, credits: { number } })
    await expect(creditInvoice(agency.owner, { invoiceId, reason })).rejects.toMatchObject({ kind: "conflict" })
    const told = (await booksOf(agency, invoiceId)).events
    expect(told.filter((name) => name === "invoice.credited")).toHaveLength(1)
  })

  it("prints what it takes back, of which invoice of which day, and no account to pay to", async () => {
    const { invoiceId, number } = await twoLines()
    const { creditNoteId, number: creditNumber } = await creditInvoice(agency.owner, { invoiceId, reason })
    const words = wordsOf((await getInvoice(agency.owner, { invoiceId: creditNoteId })).snapshot!)
    expect(words).toMatchObject({
      heading: `Credit note ${creditNumber}`,
      total: "€1,511.00",
      transfer: [],
      notes: reason,
    })
    const labels = Object.fromEntries(words.facts.map(({ label, value }) => [label, value]))
    expect(labels["Credits invoice"]).toContain(`${number} of `)
    expect(labels).not.toHaveProperty("Due")
    expect(words.lines[0]).toMatchObject({ title: "Workshop", quantity: "5 day", unitPrice: "€200.00" })
  })

  it("is mailed with its own link when asked, where the client reads it; the invoice's page leads to it", async () => {
    const held = await aSentInvoice(agency)
    const { invoiceId, holder } = held
    const { creditNoteId, number } = await creditInvoice(agency.owner, { invoiceId, reason, send: true })
    await runJobs()
    const mails = "select subject, text from mails where about->>'invoiceId' = $1"
    const [mail] = await rows<{ subject: string; text: string }>(agency, mails, [creditNoteId])
    expect(mail?.subject).toBe(`Credit note ${number} from Northlight`)
    expect(mail?.text).toContain("Credited: €119.00")
    const pdfs = "select file_name from documents where object_id = $1"
    expect(await rows(agency, pdfs, [creditNoteId])).toEqual([{ file_name: `Credit-note-${number}.pdf` }])
    const token = await tokenFor(agency, creditNoteId)
    const reader = await linkHolder(token, agency.owner.now)
    expect(await getClientInvoice(reader, { invoiceId: creditNoteId })).toMatchObject({
      ...{ state: "credit_note", canPay: false, balanceMinor: 0n },
    })
    expect(await getClientInvoice(holder, { invoiceId })).toMatchObject({
      ...{ state: "credited", canPay: false },
      creditNotes: [{ number, totalMinor: 11_900n, address: `/i/${token}` }],
    })
    await expect(getClientInvoice(reader, { invoiceId })).rejects.toMatchObject({ kind: "not-found" })
    await expect(openCheckout(reader, { invoiceId: creditNoteId })).rejects.toMatchObject({ kind: "conflict" })
  })

  it("is of issued invoices alone, and by those who keep the books", async () => {
    const { invoiceId } = await twoLines()
    for (const person of [agency.manager, agency.member, agency.guest]) {
      await expect(creditInvoice(person, { invoiceId, reason })).rejects.toMatchObject({ kind: "forbidden" })
    }
    await expect(creditInvoice(agency.owner, { invoiceId, reason: " " })).rejects.toMatchObject({ field: "reason" })
    const { creditNoteId } = await creditInvoice(agency.owner, { invoiceId, reason })
    const again = creditInvoice(agency.owner, { invoiceId: creditNoteId, reason })
    await expect(again).rejects.toMatchObject({ kind: "conflict", message: /cannot be credited/ })
  })
})

describe("a credit note over parts", () => {
  it("takes quantities and amounts of lines with their tax, and the last takes the rest to the cent", async () => {
    const { invoiceId, lineIds } = await twoLines()
    const [workshop, book] = lineIds
    const parts = [
      { lineId: workshop!, quantity: "2" },
      { lineId: book!, amount: "33,33" },
    ]
    const first = await creditInvoice(agency.owner, { invoiceId, reason, scope: "lines", lines: parts })
    expect(await getInvoice(agency.owner, { invoiceId: first.creditNoteId })).toMatchObject({
      ...{ netMinor: 43_333n, taxMinor: 7_833n, totalMinor: 51_166n },
    })
    const { creditable } = await getCreditPage(agency.owner, { invoiceId })
    expect(creditable.lines.map(({ credited }) => credited)).toEqual([
      { netMinor: 40_000n, quantity: "2.000000" },
      { netMinor: 3_333n, quantity: "0" },
    ])
    const rest = await creditInvoice(agency.owner, { invoiceId, reason })
    expect(await getInvoice(agency.owner, { invoiceId: rest.creditNoteId })).toMatchObject({ totalMinor: 99_934n })
    expect(await page(invoiceId)).toMatchObject({ state: "credited", creditNotes: [{}, {}] })
  })

  it("T13: of 20 of 50 lines at 241.67 and 20 %, then the rest, comes to the invoice's tax exactly", async () => {
    const lines = Array.from({ length: 50 }, (_, n) => ({ name: `Text ${n + 1}`, unitPrice: "241.67", taxRate: "20" }))
    const { invoiceId } = await anIssuedInvoice(agency.owner, { lines })
    const { lines: stored } = await getCreditPage(agency.owner, { invoiceId })
    const some = stored.slice(0, 20).map(({ id }) => ({ lineId: id, quantity: "1" }))
    const first = await creditInvoice(agency.owner, { invoiceId, reason, scope: "lines", lines: some })
    const rest = await creditInvoice(agency.owner, { invoiceId, reason })
    const taxOf = async (id: Id<"invoices">) => (await getInvoice(agency.owner, { invoiceId: id })).taxMinor
    expect([await taxOf(first.creditNoteId), await taxOf(rest.creditNoteId)]).toEqual([96_668n, 145_002n])
  })

  it.each([
    ["prices with the tax inside and a discount", { pricesIncludeTax: true, discountPercent: "7.5" }, null],
    ["a discount as an amount", { discountAmount: "33.33" }, null],
    ["two taxes on one price and a discount", { discountPercent: "3" }, "9.975"],
  ])("of an invoice with %s goes by its net amounts, to the cent", async (_, terms, secondTaxRate) => {
    const lines = [
      { name: "Design", quantity: "3", unitPrice: "33.33", taxRate: "5", secondTaxRate },
      { name: "Text", unitPrice: "66.67", taxRate: "5", secondTaxRate },
      { name: "Book", unitPrice: "20", taxRate: "7" },
    ]
    const { invoiceId } = await anIssuedInvoice(agency.owner, { lines, ...terms })
    const { lines: stored, invoice } = await getCreditPage(agency.owner, { invoiceId })
    const parts = [
      { lineId: stored[0]!.id, quantity: "1" },
      { lineId: stored[2]!.id, amount: "5" },
    ]
    const notes = [
      await creditInvoice(agency.owner, { invoiceId, reason, scope: "lines", lines: parts }),
      await creditInvoice(agency.owner, { invoiceId, reason }),
    ]
    const made = await Promise.all(
      notes.map(({ creditNoteId }) => getInvoice(agency.owner, { invoiceId: creditNoteId })),
    )
    const sumOf = (figure: "netMinor" | "taxMinor" | "totalMinor") => made.reduce((sum, note) => sum + note[figure], 0n)
    const { netMinor, taxMinor, totalMinor } = invoice
    expect([sumOf("netMinor"), sumOf("taxMinor"), sumOf("totalMinor")]).toEqual([netMinor, taxMinor, totalMinor])
    for (const { snapshot } of made) {
      if (snapshot?.form !== 2) throw new Error("A credit note has the present form")
      const lineNets = snapshot.lines.reduce((sum, line) => sum + BigInt(line.netMinor), 0n)
      expect(lineNets - BigInt(snapshot.discount!.netMinor)).toBe(BigInt(snapshot.netMinor))
      expect(BigInt(snapshot.netMinor) + BigInt(snapshot.taxMinor)).toBe(BigInt(snapshot.totalMinor))
    }
    expect((await page(invoiceId)).state).toBe("credited")
  })

  it("says at its field what asks for too much, and issues nothing then", async () => {
    const { invoiceId, lineIds } = await twoLines()
    const [workshop, book] = lineIds
    const ask =
      (...lines: { lineId: Id<"invoice_lines">; quantity?: string; amount?: string }[]) =>
      () =>
        creditInvoice(agency.owner, { invoiceId, reason, scope: "lines", lines })
    const refused = [
      {
        ask: ask({ lineId: workshop!, quantity: "5.5" }),
        field: "lines[0].quantity",
        message: /no more than is left: 5\./,
      },
      {
        ask: ask({ lineId: workshop! }, { lineId: book!, amount: "300.01" }),
        field: "lines[1].amount",
        message: /€300.00/,
      },
      { ask: ask({ lineId: book!, amount: "0" }), field: "lines[0].amount" },
      { ask: ask({ lineId: book!, amount: "much" }), field: "lines[0].amount" },
      { ask: ask({ lineId: book!, amount: "1", quantity: "1" }), field: "lines[0].amount", message: /not both/ },
      { ask: ask({ lineId: book!, amount: "1" }, { lineId: book!, amount: "1" }), field: "lines[1].amount" },
      { ask: ask(), field: "" },
    ]
    for (const { ask: asked, ...error } of refused)
      await expect(asked()).rejects.toMatchObject({ kind: "invalid", ...error })
    const both = creditInvoice(agency.owner, { invoiceId, reason, lines: [{ lineId: book!, amount: "1" }] })
    await expect(both).rejects.toMatchObject({ field: "scope" })
    expect((await page(invoiceId)).creditNotes).toEqual([])
  })

  it("together never exceed the invoice, however many are issued at the same moment", async () => {
    const { invoiceId, lineIds } = await twoLines()
    const lines = [{ lineId: lineIds[0]!, amount: "400" }]
    const five = Array.from({ length: 5 }, () =>
      creditInvoice(agency.owner, { invoiceId, reason, scope: "lines", lines }),
    )
    const outcomes = (await Promise.allSettled(five)).map(({ status }) => status)
    expect(outcomes.filter((status) => status === "fulfilled")).toHaveLength(2)
    const { creditNotes, creditedMinor } = await page(invoiceId)
    expect([creditNotes.length, creditedMinor]).toEqual([2, 95_200n])
  })

  it("cannot exceed a line, a tax or the total in the database either, whatever writes it", async () => {
    const { invoiceId, lineIds } = await twoLines()
    const lines = [{ lineId: lineIds[1]!, amount: "200" }]
    await creditInvoice(agency.owner, { invoiceId, reason, scope: "lines", lines })
    const beyond = "update invoice_settlements set credited_minor = total_minor + 1 where invoice_id = $1"
    await expect(writePast(agency, [beyond, [invoiceId]])).rejects.toThrow(/within_total/)
    const forge = `
      with note as (
        insert into invoices (id, kind, company_id, credits_id, title, currency, terms_days, total_minor)
        select gen_random_uuid(), 'credit_note', company_id, id, title, currency, 0, 1 from invoices where id = $1 returning id
      ), line as (
        insert into invoice_lines (id, invoice_id, position, name, unit_price, tax_rate, net_minor, credits_line_id)
        select gen_random_uuid(), note.id, 0, 'Book', 1, 7, $2::bigint, $3::uuid from note
      ), tax as (
        insert into invoice_taxes (invoice_id, position, category, rate, base_minor, tax_minor)
        select note.id, 0, 'standard', 7, $4::bigint, 0 from note
      ) select 1`
    const issue =
      "update invoices set status = 'issued', number = 'CN-x', sequence = 999999 where kind = 'credit_note' and status = 'draft'"
    const forged = (net: number, base: number) =>
      writePast(agency, [forge, [invoiceId, net, lineIds[1], base]], [issue])
    await forged(10_000, 10_000)
    await expect(forged(10_001, 10_000)).rejects.toThrow(/more of a line/)
    await expect(forged(10_000, 10_001)).rejects.toThrow(/more of a tax/)
  })
})

describe("what was paid of a credited invoice", () => {
  it("golden path: of 7 913.50 a bank pays 5 000.00, 200.00 net are credited, and 2 675.50 are left", async () => {
    const lines = [{ name: "Website", unitPrice: "6650", taxRate: "19" }]
    const { invoiceId } = await anIssuedInvoice(agency.owner, { lines })
    await recordPayment(agency.owner, { invoiceId, amount: "5000", receivedOn: today })
    expect((await page(invoiceId)).balanceMinor).toBe(291_350n)
    const [line] = (await getCreditPage(agency.owner, { invoiceId })).lines
    const parts = [{ lineId: line!.id, amount: "200" }]
    await creditInvoice(agency.owner, { invoiceId, reason, scope: "lines", lines: parts })
    expect(await page(invoiceId)).toMatchObject({
      balanceMinor: 267_550n,
      state: "partly_paid",
      creditedMinor: 23_800n,
    })
  })

  it("stays the client's credit where it is beyond what is left", async () => {
    const { invoiceId, companyId } = await twoLines()
    await recordPayment(agency.owner, { invoiceId, amount: "1000", receivedOn: today })
    await recordPayment(agency.owner, { invoiceId, amount: "511", receivedOn: today })
    await creditInvoice(agency.owner, { invoiceId, reason })
    expect(await page(invoiceId)).toMatchObject({ state: "credited", balanceMinor: 0n })
    expect(await creditOf(companyId)).toEqual([{ currency: "EUR", creditMinor: 151_100n }])
    const told =
      "select payload->'releasedMinor' as released from events where name = 'invoice.credited' and payload->>'invoiceId' = $1"
    const [event] = await rows<{ released: unknown }>(agency, told, [invoiceId])
    expect(JSON.stringify(event)).toContain("151100")
  })

  it("closes an open payment page, which asks for too much now", async () => {
    const { invoiceId, holder } = await aSentInvoice(agency)
    await openCheckout(holder, { invoiceId })
    const { lines } = await getCreditPage(agency.owner, { invoiceId })
    await creditInvoice(agency.owner, {
      invoiceId,
      reason,
      scope: "lines",
      lines: [{ lineId: lines[0]!.id, amount: "50" }],
    })
    await runJobs()
    expect((await booksOf(agency, invoiceId)).checkouts).toEqual(["expired"])
  })
})

describe("the list of invoices", () => {
  it("keeps credit notes in a view of their own, and counts them against what was invoiced", async () => {
    const other = await anAgency({ name: "Lantern" })
    const { invoiceId } = await anIssuedInvoice(other.owner)
    const { invoiceId: kept } = await anIssuedInvoice(other.owner)
    await creditInvoice(other.owner, { invoiceId, reason })
    const idsIn = async (view: "open" | "overdue" | "paid" | "credit_notes" | "all") => {
      const { rows: found, sums } = await listInvoices(other.owner, { view })
      return {
        states: found.map(({ state }) => state).toSorted(),
        total: sums[0]?.totalMinor ?? 0n,
        ids: found.map(({ id }) => id),
      }
    }
    expect(await idsIn("open")).toMatchObject({ ids: [kept], total: 119_000n })
    expect((await idsIn("paid")).ids).toEqual([])
    expect(await idsIn("credit_notes")).toMatchObject({ states: ["credit_note"], total: -119_000n })
    expect(await idsIn("all")).toMatchObject({ states: ["credit_note", "credited", "issued"], total: 119_000n })
  })
})
