import { getInvoice, organizationToday } from "~/invoices/invoice-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import { Invalid } from "~/platform/language/errors"
import { parseMoney } from "~/platform/language/money"
import { RecordPaymentInput } from "./inputs.server"
import { bookPayment } from "./ledger.server"
import { queueReceipt } from "./receipt-mail.server"

/** Writes down money that came by bank, in cash or otherwise; more than is owed becomes the client's credit. */
export const recordPayment = command({
  name: "record-payment",
  actors: ["staff", "system"],
  input: RecordPaymentInput,
  async step(ctx, { invoiceId, amount, method, receivedOn, reference, sendReceipt }) {
    const invoice = await getInvoice(ctx, { invoiceId })
    const { locale } = await getOrganization(ctx, {})
    const typed = parseMoney(amount, invoice.currency, locale)
    if (!typed.ok) throw new Invalid("amount", typed.reason)
    if (typed.money.minor <= 0n) throw new Invalid("amount", "Enter an amount above zero. A wrong payment is reversed.")
    if (receivedOn > (await organizationToday(ctx))) throw new Invalid("receivedOn", "This day has not come yet.")
    const recordedById = ctx.actor.personId
    const payment = await bookPayment(ctx, invoice, {
      ...{ method, receivedOn, reference, recordedById },
      amountMinor: typed.money.minor,
    })
    if (payment && sendReceipt) await queueReceipt(ctx, invoice, payment)
    return { invoiceId, paymentId: payment?.id ?? null }
  },
})
