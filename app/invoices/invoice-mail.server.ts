import { and, eq, max } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import { invoices } from "#db/schema/invoices"
import { queueMail } from "~/activities/queue-mail.server"
import { renderMail } from "~/activities/render-mail.server"
import type { Reading, Work } from "~/platform/data/work.server"
import { linkPlaceholder } from "~/platform/security/links.server"
import { CreditNoteSent, creditNoteSentText } from "./emails/credit-note-sent"
import { InvoiceSent, type InvoiceSentWords, invoiceSentText } from "./emails/invoice-sent"
import { aboutInvoice } from "./invoice-events"
import { invoiceLink } from "./invoice-link.server"
import type { Invoice } from "./invoice-queries.server"
import { dayIn, headingOf, wordsOf } from "./invoice-words"
import { type Recipient, recipientOf } from "./recipient.server"
import type { InvoiceSnapshot } from "./snapshot"

const purpose = "invoice"

/**
 * Writes the mail that brings an issued invoice to its recipient, and records that it was sent; one sending of an invoice waits
 * for another. The first goes out once, `again` another whenever it is asked for. Answers the mail's id; null when it was
 * written before or nobody at the client has an address.
 */
export async function queueInvoiceMail(ctx: Work, invoice: Invoice, { again }: { again: boolean }) {
  const { snapshot } = invoice
  const recipient = await recipientOf(ctx, invoice)
  if (!snapshot || !recipient) return null
  await ctx.db.select({ id: invoices.id }).from(invoices).where(eq(invoices.id, invoice.id)).for("update")
  const turn = again ? await nextTurn(ctx, invoice, recipient) : 1
  const link = linkPlaceholder(await invoiceLink(ctx, invoice, recipient, { isNew: turn > 1 }))
  const about = aboutInvoice(invoice)
  const { subject, html, text } = await contentOf(ctx, snapshot, recipient, link)
  const mailId = await queueMail(ctx, {
    ...{ purpose, objectId: invoice.id, turn },
    ...{ toEmail: recipient.email, toName: recipient.name, replyTo: snapshot.seller.email },
    ...{ subject, html, text },
    about: Object.fromEntries(
      Object.entries({ ...about, contactId: recipient.contactId }).filter(([, id]) => id !== null),
    ) as Record<string, string>,
  })
  if (mailId)
    ctx.record("invoice.sent", { ...about, kind: invoice.kind, number: snapshot.number ?? "", to: recipient.email })
  return mailId
}

async function contentOf(ctx: Reading, snapshot: InvoiceSnapshot, recipient: Recipient, link: string) {
  const { subject, words } = mailOf(snapshot, recipient, link)
  const { credits } = snapshot
  if (!credits) return { subject, html: await renderMail(ctx, InvoiceSent(words)), text: invoiceSentText(words) }
  const credit = { ...words, credited: credits.number, reason: snapshot.notes }
  return { subject, html: await renderMail(ctx, CreditNoteSent(credit)), text: creditNoteSentText(credit) }
}

/** What the mail that brings an invoice says, `link` being where its page is. */
export function mailOf(
  snapshot: InvoiceSnapshot,
  recipient: Recipient,
  link: string,
): { subject: string; words: InvoiceSentWords } {
  const { seller, locale, dueOn, title } = snapshot
  const heading = headingOf(snapshot)
  const { total, totals } = wordsOf(snapshot)
  const parts = totals.filter(({ kind }) => kind !== "total").map(({ label, amount }) => ({ label, amount }))
  const figures = { total, parts, due: dayIn(dueOn, locale) ?? "" }
  return {
    subject: `${heading} from ${seller.brand}`,
    words: { brand: seller.brand, heading, title, recipient: recipient.name, ...figures, link },
  }
}

/** Which sending of an invoice to its recipient the next one is. */
async function nextTurn(ctx: Reading, invoice: Invoice, { email }: Recipient): Promise<number> {
  const [last] = await ctx.db
    .select({ turn: max(mails.turn) })
    .from(mails)
    .where(and(eq(mails.purpose, purpose), eq(mails.objectId, invoice.id), eq(mails.toEmail, email)))
  return (last?.turn ?? 0) + 1
}
