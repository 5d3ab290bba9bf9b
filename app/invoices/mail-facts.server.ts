import { addressWords } from "~/activities/address-words.server"
import { listAddressTroubles, listMailTroubles } from "~/activities/mail-queries.server"
import { mailTroubleOf } from "~/activities/mail-trouble-page.server"
import { may } from "~/permissions"
import type { StaffContext } from "~/platform/data/contexts.server"
import { formatInstant } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { listLinksOfInvoice } from "~/proposals/link-queries.server"
import { findInvoiceRecipient } from "./draft-queries.server"

type Invoice = { id: Id<"invoices">; status: string }
type Clock = { timeZone: string; locale: string }

/** What an invoice's page says of its links and mails: those that did not arrive, and what is wrong with the mailbox the next would go to. */
export async function mailFactsOf(ctx: StaffContext, { id: invoiceId, status }: Invoice, clock: Clock) {
  const troubles = await listMailTroubles(ctx, { recordId: invoiceId })
  const recipient = status === "issued" ? await findInvoiceRecipient(ctx, { invoiceId }) : null
  const addresses = await listAddressTroubles(ctx, { emails: recipient ? [recipient.email] : [] })
  const links = may(ctx, "links.revoke") ? await listLinksOfInvoice(ctx, { invoiceId }) : []
  return {
    links: links.map((link) => linkOf(link, clock)),
    mails: troubles.map((mail) => mailTroubleOf(ctx, mail, clock)),
    address: addressWords(addresses)(recipient?.email ?? null),
    returnTo: href("/invoices/:invoiceId", { invoiceId }),
  }
}

type Link = Awaited<ReturnType<typeof listLinksOfInvoice>>[number]

function linkOf(link: Link, { timeZone, locale }: Clock) {
  const moment = (at: Date) => formatInstant(at, timeZone, locale)
  return {
    id: link.id as string,
    name: link.contactName ?? link.email ?? "Somebody",
    reached: link.channel === "mail" ? (link.email ?? "") : "Passed on by hand",
    uses: link.uses === 0 ? "Not yet" : link.uses === 1 ? "Once" : `${link.uses} times`,
    last: link.lastUsedAt && moment(link.lastUsedAt),
    expires: moment(link.expiresAt),
  }
}
