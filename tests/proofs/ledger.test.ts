import fc from "fast-check"
import { beforeAll, expect, it } from "vitest"
import { applyCredit } from "~/payments/apply-credit.server"
import { creditInvoice } from "~/payments/credit-invoice.server"
import { getCreditPage } from "~/payments/credit-queries.server"
import { recordPayment } from "~/payments/record-payment.server"
import { reversePayment } from "~/payments/reverse-payment.server"
import { todayIn } from "~/platform/language/dates"
import { isDomainError } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { decimalOf } from "~/platform/language/money"
import { aClient, anIssuedInvoice } from "../support/billing"
import { type Agency, anAgency, rows } from "../support/world"
import { LedgerModel } from "./support/ledger-model"
import { size, tell } from "./support/proof"

type Act =
  | { act: "issue"; net: bigint }
  | { act: "pay"; on: number; amount: bigint; also: number; share: bigint }
  | { act: "credit"; on: number; net: bigint }
  | { act: "credit all"; on: number }
  | { act: "apply"; on: number }
  | { act: "reverse"; on: number }

const which = fc.nat(5)
const amount = fc.bigInt(1n, 30_000n)
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    amount.map((net): Act => ({ act: "issue", net })),
    {
      weight: 3,
      arbitrary: fc.record({ act: fc.constant("pay" as const), on: which, amount, also: which, share: amount }),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constant("credit" as const), on: which, net: amount }) },
    which.map((on): Act => ({ act: "credit all", on })),
    { weight: 2, arbitrary: which.map((on): Act => ({ act: "apply", on })) },
    { weight: 2, arbitrary: which.map((on): Act => ({ act: "reverse", on })) },
  ),
  { minLength: 8, maxLength: 16 },
)

let agency: Agency
const receivedOn = todayIn("Europe/Berlin", new Date())
const text = (minor: bigint) => decimalOf({ minor, currency: "EUR" })

beforeAll(async () => {
  agency = await anAgency()
})

/** One client's books: the program's own by its commands, and the model's beside them. */
async function play(sequence: Act[], counts: Record<string, number>) {
  const { owner } = agency
  const { companyId } = await aClient(owner)
  const model = new LedgerModel()
  const invoiceIds: Id<"invoices">[] = []
  const paymentIds: Id<"payments">[] = []
  const issue = async (net: bigint) => {
    const lines = [{ name: "Work", unitPrice: text(net), taxRate: "19" }]
    invoiceIds.push((await anIssuedInvoice(owner, { companyId, lines })).invoiceId)
    model.issue(net)
  }
  const pay = async (on: number, paid: bigint, also: number, share: bigint) => {
    const others = also === on ? [] : [{ invoiceId: invoiceIds[also]!, amount: text(share) }]
    const input = { invoiceId: invoiceIds[on]!, amount: text(paid), receivedOn, others }
    const { paymentId } = await recordPayment(owner, input)
    paymentIds.push(paymentId!)
    model.pay(on, paid, also === on ? null : { on: also, share })
  }
  const credit = async (on: number, net: bigint) => {
    const { lines } = await getCreditPage(owner, { invoiceId: invoiceIds[on]! })
    const parts = [{ lineId: lines[0]!.id, amount: text(net) }]
    await creditInvoice(owner, { invoiceId: invoiceIds[on]!, reason: "Agreed", scope: "lines", lines: parts })
    model.credit(on, net)
  }
  const perform = async (given: Act) => {
    if (given.act === "issue") return issue(given.net)
    const on = given.on % invoiceIds.length
    if (given.act === "pay") return pay(on, given.amount, given.also % invoiceIds.length, given.share)
    if (given.act === "credit") return credit(on, given.net)
    if (given.act === "credit all") {
      await creditInvoice(owner, { invoiceId: invoiceIds[on]!, reason: "Agreed" })
      return model.credit(on, model.netLeft(on))
    }
    if (given.act === "apply") {
      await applyCredit(owner, { invoiceId: invoiceIds[on]! })
      return model.apply(on)
    }
    if (paymentIds.length === 0) return
    const payment = given.on % paymentIds.length
    await reversePayment(owner, { paymentId: paymentIds[payment]!, reason: "Entered twice" })
    model.reverse(payment)
  }
  await issue(10_000n)
  await issue(20_000n)
  for (const given of sequence) {
    const mayBe = model.allows(given)
    const isDone = await perform(given).then(
      () => true,
      (error) => (isDomainError(error) ? false : Promise.reject(error)),
    )
    expect({ given, isDone }).toEqual({ given, isDone: mayBe })
    counts[isDone ? "done" : "refused"] = (counts[isDone ? "done" : "refused"] ?? 0) + 1
    expect(await booksOf(companyId, invoiceIds)).toEqual(model.books())
  }
}

type Row = { id: string; balance: string; credited: string; allocated: string; placed: string; notes: string }

/** The books as they are stored, by every way there is to reckon them. */
async function booksOf(companyId: string, invoiceIds: string[]) {
  const found = await rows<Row>(
    agency,
    `select s.invoice_id as id, (s.total_minor - s.credited_minor - s.allocated_minor)::text as balance,
       s.credited_minor::text as credited, s.allocated_minor::text as allocated,
       (select coalesce(sum(a.amount_minor), 0) from allocations a where a.invoice_id = s.invoice_id)::text as placed,
       (select coalesce(sum(n.total_minor), 0) from invoices n where n.credits_id = s.invoice_id)::text as notes
     from invoice_settlements s where s.invoice_id = any($1)`,
    [invoiceIds],
  )
  for (const { placed, allocated, notes, credited, balance } of found) {
    expect([placed, notes, BigInt(balance) >= 0n]).toEqual([allocated, credited, true])
  }
  const [credit] = await rows<{ minor: string }>(
    agency,
    `select (coalesce((select sum(amount_minor) from payments where company_id = $1), 0)
       - coalesce((select sum(a.amount_minor) from allocations a join payments p on p.id = a.payment_id where p.company_id = $1), 0))::text
       as minor`,
    [companyId],
  )
  const balances = invoiceIds.map((id) => BigInt(found.find((each) => each.id === id)!.balance))
  return { balances, creditMinor: BigInt(credit!.minor) }
}

it("whatever is issued, paid, credited, applied and reversed, the books are those of a simple model", async () => {
  const numRuns = size(12, 400)
  const counts: Record<string, number> = {}
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
  await fc.assert(
    fc.asyncProperty(acts, (sequence) => play(sequence, counts)),
    { numRuns, seed, endOnFailure: true },
  )
  tell("The books equal a simple model, balance by balance", { seed, sequences: numRuns, ...counts })
})
