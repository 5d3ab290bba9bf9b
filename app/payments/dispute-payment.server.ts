import { command } from "~/platform/data/command.server"
import { fromStripeMinor } from "~/platform/language/money"
import { DisputePaymentInput } from "./inputs.server"
import { findPaid } from "./paid-checkout.server"

/** Notes that a client's bank disputes a payment, so that whoever keeps the books answers in time. It moves no money here. */
export const disputePayment = command({
  name: "dispute-payment",
  actors: ["system"],
  input: DisputePaymentInput,
  async step(ctx, { amount, currency, reason, ...of }): Promise<"disputed" | "unknown"> {
    const paid = await findPaid(ctx, of)
    if (!paid) return ctx.unchanged("unknown")
    const { payment, invoice } = paid
    const { minor: amountMinor, currency: code } = fromStripeMinor(amount, currency)
    const about = { paymentId: payment.id, companyId: payment.companyId, invoiceId: invoice.id }
    ctx.record("payment.disputed", { ...about, amountMinor, currency: code, reason })
    return "disputed"
  },
})
