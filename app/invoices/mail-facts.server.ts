import { addressWords } from "~/activities/address-words.server"
import { listAddressTroubles, listMailTroubles } from "~/activities/mail-queries.server"
import { mailTroubleOf } from "~/activities/mail-trouble-page.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { findInvoiceRecipient } from "./draft-queries.server"

type Invoice = { id: Id<"invoices">; status: string }
type Clock = { timeZone: string; locale: string }

/** What an invoice's page says of its mails: those that did not arrive, and what is wrong with the mailbox the next would go to. */
export async function mailFactsOf(ctx: StaffContext, { id: invoiceId, status }: Invoice, clock: Clock) {
  const troubles = await listMailTroubles(ctx, { recordId: invoiceId })
  const recipient = status === "issued" ? await findInvoiceRecipient(ctx, { invoiceId }) : null
  const addresses = await listAddressTroubles(ctx, { emails: recipient ? [recipient.email] : [] })
  return {
    mails: troubles.map((mail) => mailTroubleOf(ctx, mail, clock)),
    address: addressWords(addresses)(recipient?.email ?? null),
    returnTo: href("/invoices/:invoiceId", { invoiceId }),
  }
}
