import { organizationToday } from "~/invoices/invoice-queries.server"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { bookedOf } from "./counter-entries.server"
import { ReversePaymentInput } from "./inputs.server"
import { bookReversal } from "./ledger.server"
import { getPayment } from "./payment-queries.server"
import { holdClient } from "./settlement.server"

/** Takes a recorded payment back by a counter-entry; both stay in the ledger, and what it settled is owed again. */
export const reversePayment = command({
  name: "reverse-payment",
  actors: ["staff", "system"],
  input: ReversePaymentInput,
  async step(ctx, { paymentId, reason }) {
    const { payment } = await getPayment(ctx, { paymentId })
    if (payment.ofId) throw new Conflict("This is a refund already; record the payment again instead.")
    if (payment.reversesId) throw new Conflict("This is a reversal already; record the payment again instead.")
    if (payment.provider) throw new Conflict("A payment of the payment page is given back by a refund.")
    await holdClient(ctx, payment.companyId)
    if ((await bookedOf(ctx, payment)) !== payment.amountMinor)
      throw new Conflict("Part of this payment was given back already; give back the rest instead.")
    const facts = { receivedOn: await organizationToday(ctx), reference: reason, recordedById: ctx.actor.personId }
    const { reversal, invoiceIds } = await bookReversal(ctx, payment, facts)
    const { companyId, amountMinor, currency } = payment
    ctx.record("payment.reversed", { paymentId, companyId, invoiceId: invoiceIds[0] ?? null, amountMinor, currency })
    return { paymentId: reversal.id }
  },
})
