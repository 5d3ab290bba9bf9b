import { organizationToday } from "~/invoices/invoice-queries.server"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { fromStripeMinor } from "~/platform/language/money"
import { RefundPaymentInput } from "./inputs.server"
import { bookRefund, bookReturn } from "./ledger.server"
import { findPaid } from "./paid-checkout.server"

/** What came of a report about a refund. */
export type Refunded = "refunded" | "refund failed" | "unchanged" | "unknown"

/**
 * Takes in what the payment service reports of money it gave back: a counter-entry, once for each refund, and what it settled
 * is owed again. A refund that failed later is taken back in its turn. Reports come twice and in any order; all end alike.
 */
export const refundPayment = command({
  name: "refund-payment",
  actors: ["system"],
  input: RefundPaymentInput,
  async step(ctx, { refundId, status, amount, currency, ...of }): Promise<Refunded> {
    const paid = await findPaid(ctx, of)
    if (!paid) return ctx.unchanged("unknown")
    const { payment, invoice } = paid
    const given = fromStripeMinor(amount, currency)
    if (given.currency !== payment.currency)
      throw new Conflict(`A payment in ${payment.currency} was refunded in another currency.`)
    const about = { paymentId: payment.id, companyId: payment.companyId, invoiceId: invoice.id }
    const money = { amountMinor: given.minor, currency: given.currency }
    const facts = { refundId, amountMinor: given.minor, receivedOn: await organizationToday(ctx) }
    const isNew = await bookRefund(ctx, payment, invoice, facts)
    if (isNew) ctx.record("payment.refunded", { ...about, ...money })
    if (status === "succeeded") return isNew ? "refunded" : ctx.unchanged("unchanged")
    if (!(await bookReturn(ctx, payment, invoice, facts))) return ctx.unchanged("unchanged")
    ctx.record("refund.failed", { ...about, ...money })
    return "refund failed"
  },
})
