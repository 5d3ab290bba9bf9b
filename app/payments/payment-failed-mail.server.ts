import { queueMail } from "~/activities/queue-mail.server"
import { renderMail } from "~/activities/render-mail.server"
import { aboutInvoice } from "~/invoices/invoice-events"
import { invoiceLink } from "~/invoices/invoice-link.server"
import type { Invoice } from "~/invoices/invoice-queries.server"
import { headingOf } from "~/invoices/invoice-words"
import { recipientOf } from "~/invoices/recipient.server"
import type { Work } from "~/platform/data/work.server"
import { formatMoney } from "~/platform/language/money"
import { linkPlaceholder } from "~/platform/security/links.server"
import type { Checkout } from "./checkout-events.server"
import { PaymentFailedMail, paymentFailedText } from "./emails/payment-failed"

/** Tells the client, once an attempt, that the bank refused what they had sent on its way; null when nobody has an address. */
export async function queuePaymentFailed(ctx: Work, invoice: Invoice, { id, amountMinor, currency }: Checkout) {
  const { snapshot } = invoice
  const recipient = await recipientOf(ctx, invoice)
  if (!snapshot || !recipient) return null
  const { brand, email: replyTo } = snapshot.seller
  const words = {
    brand,
    heading: headingOf(snapshot),
    recipient: recipient.name,
    amount: formatMoney({ minor: amountMinor, currency }, snapshot.locale),
    link: linkPlaceholder(await invoiceLink(ctx, invoice, recipient)),
  }
  const about = { ...aboutInvoice(invoice), contactId: recipient.contactId }
  return queueMail(ctx, {
    ...{ purpose: "payment-failed", objectId: id, toEmail: recipient.email, toName: recipient.name, replyTo },
    subject: `Your payment to ${brand} did not arrive`,
    html: await renderMail(ctx, PaymentFailedMail(words)),
    text: paymentFailedText(words),
    about: Object.fromEntries(Object.entries(about).filter(([, id]) => id !== null)) as Record<string, string>,
  })
}
