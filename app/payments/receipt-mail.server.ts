import { eq } from "drizzle-orm"
import { payments } from "#db/schema/invoices"
import { queueMail } from "~/activities/queue-mail.server"
import { renderMail } from "~/activities/render-mail.server"
import { aboutInvoice } from "~/invoices/invoice-events"
import { invoiceLink } from "~/invoices/invoice-link.server"
import type { Invoice } from "~/invoices/invoice-queries.server"
import { dayIn, headingOf } from "~/invoices/invoice-words"
import { recipientOf } from "~/invoices/recipient.server"
import type { Work } from "~/platform/data/work.server"
import { formatMoney } from "~/platform/language/money"
import { linkPlaceholder } from "~/platform/security/links.server"
import { ReceiptMail, receiptText } from "./emails/receipt"
import { type Payment, type Share, sharesOf } from "./ledger.server"
import { paymentMethodNames } from "./payment"
import { holdSettlement } from "./settlement.server"

/**
 * Writes the receipt of a payment that is certain, once; one that settles several invoices names each with what it got.
 * Null when nobody at the client has an address.
 */
export async function queueReceipt(ctx: Work, invoice: Invoice, payment: Payment, others: readonly Share[] = []) {
  const { snapshot } = invoice
  const recipient = await recipientOf(ctx, invoice)
  if (!snapshot || !recipient) return null
  const { seller, locale } = snapshot
  const { balanceMinor } = await holdSettlement(ctx, invoice.id)
  const money = (minor: bigint) => formatMoney({ minor, currency: payment.currency }, locale)
  const elsewhere = others.reduce((all, { amountMinor }) => all + amountMinor, 0n)
  const placed = await sharesOf(ctx, eq(payments.id, payment.id))
  const placedOn = (id: string) => placed.find(({ invoiceId }) => invoiceId === id)?.placedMinor ?? 0n
  const creditMinor = payment.amountMinor - elsewhere - placedOn(invoice.id)
  const named = [invoice, ...others.map((share) => share.invoice)].filter(({ id }) => placedOn(id) > 0n)
  const words = {
    brand: seller.brand,
    heading: headingOf(snapshot),
    recipient: recipient.name,
    amount: money(payment.amountMinor),
    method: paymentMethodNames[payment.method],
    receivedOn: dayIn(payment.receivedOn, locale) ?? "",
    reference: payment.reference,
    shares: named.map(({ id, kind, number }) => ({ what: headingOf({ kind, number }), amount: money(placedOn(id)) })),
    credit: creditMinor > 0n ? money(creditMinor) : null,
    rest: balanceMinor > 0n ? money(balanceMinor) : null,
    link: linkPlaceholder(await invoiceLink(ctx, invoice, recipient)),
  }
  const about = { ...aboutInvoice(invoice), paymentId: payment.id, contactId: recipient.contactId }
  return queueMail(ctx, {
    ...{ purpose: "receipt", objectId: payment.id },
    ...{ toEmail: recipient.email, toName: recipient.name, replyTo: seller.email },
    subject: `Receipt for ${words.amount} from ${seller.brand}`,
    html: await renderMail(ctx, ReceiptMail(words)),
    text: receiptText(words),
    about: Object.fromEntries(Object.entries(about).filter(([, id]) => id !== null)) as Record<string, string>,
  })
}
