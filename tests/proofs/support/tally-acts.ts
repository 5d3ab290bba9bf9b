import fc from "fast-check"
import { deleteDeal } from "~/deals/delete-deal.server"
import { loseDeal } from "~/deals/lose-deal.server"
import { moveDeal } from "~/deals/move-deal.server"
import { openDeal } from "~/deals/open-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import { reopenDeal } from "~/deals/reopen-deal.server"
import { restoreDeal } from "~/deals/restore-deal.server"
import { winDeal } from "~/deals/win-deal.server"
import { draftInvoice } from "~/invoices/draft-invoice.server"
import { editInvoice } from "~/invoices/edit-invoice.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { voidInvoice } from "~/invoices/void-invoice.server"
import { creditInvoice } from "~/payments/credit-invoice.server"
import { disputePayment } from "~/payments/dispute-payment.server"
import { recordPayment } from "~/payments/record-payment.server"
import { refundPayment } from "~/payments/refund-payment.server"
import { reversePayment } from "~/payments/reverse-payment.server"
import { settleCheckout } from "~/payments/settle-checkout.server"
import type { Id } from "~/platform/language/ids"
import { foldTally } from "~/reports/fold-tally.server"
import { aFullWorld } from "../../support/a-full-world"
import { aRate } from "../../support/billing"
import { rows } from "../../support/world"

/* Whatever changes what lists add up: by the commands themselves, on records that are there, in any order. */

const day = 86_400_000

/** One act: which, on which of the records there are, at what price, so many days ago, whose, in which currency. */
export type TallyAct = { act: string; on: number; price: number; daysAgo: number; whose: number; currency: string }

type Deal = { id: Id<"deals">; version: number; stage_id: Id<"stages"> }
type Invoice = { id: Id<"invoices">; version: number }
type Payment = { id: Id<"payments">; invoice_id: Id<"invoices"> }

/** A world in which such acts are performed. */
export async function aTallyWorld() {
  const world = await aFullWorld()
  const client = await world.client()
  const stages = await Promise.all([0, 1, 2].map(world.stage))
  const owners = [world.me, world.people.member.personId, world.people.manager.personId]
  const at = (daysAgo: number) => world.as("owner", new Date(Date.now() - daysAgo * day))
  const one = async <Row extends Record<string, unknown>>(table: string, on: number) => {
    const found = await rows<Row>(world, `select * from ${table} order by id`)
    return found.length === 0 ? null : found[on % found.length]!
  }
  const deal = (on: number) => one<Deal>("deals", on)
  const invoice = (on: number) => one<Invoice>("invoices", on)
  const payment = (on: number) =>
    one<Payment>("(select p.*, a.invoice_id from payments p join allocations a on a.payment_id = p.id) paid", on)
  const lines = (price: number) => [{ name: "Work", unitPrice: String(price), taxRate: "19" }]
  const draft = ({ price, currency }: TallyAct) => ({
    ...{ companyId: client.companyId, title: "Work", currency, termsDays: 14, lines: lines(price), ...aRate(currency) },
  })

  const perform: Record<string, (act: TallyAct) => Promise<unknown>> = {
    open: ({ currency, whose, daysAgo }) =>
      openDeal(at(daysAgo), { title: "Website", currency, ownerId: owners[whose % owners.length] }),
    price: async ({ on, price }) => {
      const found = await deal(on)
      return found && priceDeal(world.owner, { dealId: found.id, version: found.version, lines: lines(price) })
    },
    move: async ({ on, whose }) => {
      const found = await deal(on)
      return found && moveDeal(world.owner, { dealId: found.id, stageId: stages[whose % stages.length]! })
    },
    win: async ({ on, daysAgo }) => {
      const found = await deal(on)
      return found && winDeal(at(daysAgo), { dealId: found.id })
    },
    lose: async ({ on, daysAgo }) => {
      const found = await deal(on)
      return found && loseDeal(at(daysAgo), { dealId: found.id, reason: "Price" })
    },
    reopen: async ({ on }) => {
      const found = await deal(on)
      return found && reopenDeal(world.owner, { dealId: found.id })
    },
    delete: async ({ on }) => {
      const found = await deal(on)
      return found && deleteDeal(world.owner, { dealId: found.id })
    },
    restore: async ({ on }) => {
      const found = await deal(on)
      return found && restoreDeal(world.owner, { dealId: found.id })
    },
    draft: (act) => draftInvoice(world.as(act.whose % 2 ? "manager" : "owner"), draft(act)),
    edit: async (act) => {
      const found = await invoice(act.on)
      return found && editInvoice(world.owner, { invoiceId: found.id, version: found.version, ...draft(act) })
    },
    void: async ({ on }) => {
      const found = await invoice(on)
      return found && voidInvoice(world.owner, { invoiceId: found.id })
    },
    issue: async ({ on, daysAgo }) => {
      const found = await invoice(on)
      return found && issueInvoice(at(daysAgo), { invoiceId: found.id, version: found.version, send: false })
    },
    pay: async ({ on, price }) => {
      const found = await invoice(on)
      const paid = { amount: String(price), receivedOn: world.today }
      return found && recordPayment(world.owner, { invoiceId: found.id, ...paid })
    },
    credit: async ({ on }) => {
      const found = await invoice(on)
      return found && creditInvoice(world.owner, { invoiceId: found.id, reason: "Agreed" })
    },
    refund: async ({ on }) => {
      const found = await payment(on)
      const key = world.another("press-of-a-button").replace(" ", "-")
      const of = found && { invoiceId: found.invoice_id, paymentId: found.id }
      return of && refundPayment(world.owner, { ...of, amount: "1.00", key })
    },
    reverse: async ({ on }) => {
      const found = await payment(on)
      return found && reversePayment(world.owner, { paymentId: found.id, reason: "Entered twice" })
    },
    debit: async () => {
      const { checkoutId, amountMinor: amount, invoiceId } = await world.checkout()
      const metadata = { organization: world.organizationId, invoice: invoiceId, attempt: checkoutId }
      const report = { account: "installation", currency: "eur", amount, metadata, paymentIntentId: `pi_${checkoutId}` }
      return settleCheckout(world.system(), { checkoutId, fact: "pending", method: "bank", ...report })
    },
    dispute: async () => {
      const { attempt, paymentIntentId } = await world.cardPayment()
      const about = { disputeId: world.another("dp"), reason: "fraudulent", attempt, paymentIntentId }
      return disputePayment(world.system(), {
        ...{ ...about, facts: ["opened", "withdrawn"], amount: 100, currency: "eur" },
      })
    },
    fold: () => foldTally(world.system(), {}),
  }
  return { world, perform: (act: TallyAct) => perform[act.act]!(act) }
}

const weights: Record<string, number> = {
  ...{ open: 5, price: 3, move: 3, win: 3, lose: 3, reopen: 2, delete: 2, restore: 2 },
  ...{ draft: 4, edit: 2, void: 1, issue: 6, pay: 4, credit: 2, refund: 2, reverse: 1, debit: 1, dispute: 1, fold: 4 },
}

const act: fc.Arbitrary<TallyAct> = fc.record({
  act: fc.oneof(...Object.entries(weights).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name) }))),
  on: fc.nat(1000),
  price: fc.integer({ min: 0, max: 900 }),
  daysAgo: fc.oneof(fc.nat(60), fc.constantFrom(30, 31, 100, 140)),
  whose: fc.nat(2),
  currency: fc.constantFrom("EUR", "USD"),
})

/** Steps of up to four acts that are performed at the same time, after a few that there is something to act on. */
export const tallySteps = fc
  .tuple(
    fc
      .array(act, { minLength: 4, maxLength: 8 })
      .map((acts) => acts.map((each, at) => [{ ...each, act: at % 2 ? "open" : "draft" }])),
    fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 6, maxLength: 12 }),
  )
  .map(([before, after]) => [...before, ...after])
