import { type Access, may } from "~/permissions"
import { formatInstant } from "~/platform/language/dates"
import { href } from "~/platform/language/paths"
import type { listMailTroubles } from "./mail-queries.server"

type Trouble = Awaited<ReturnType<typeof listMailTroubles>>[number]
const whatHappened = { bounced: "did not arrive", refused: "was refused", queued: "waits" }

type Clock = { timeZone: string; locale: string }

/** A mail in trouble as pages show it: what happened in words, and what can be done by this reader. */
export function mailTroubleOf(access: Access, mail: Trouble, { timeZone, locale }: Clock) {
  const { id, status, subject, toEmail, words, createdAt, contactId } = mail
  return {
    ...{ id: id as string, subject, to: toEmail, words },
    href: recordAddress(mail),
    when: formatInstant(createdAt, timeZone, locale),
    what: whatHappened[status as keyof typeof whatHappened] ?? "could not be sent yet",
    waits: status === "queued",
    contact: contactId && may(access, "contacts.edit") ? href("/contacts/:contactId/edit", { contactId }) : null,
    maySend: status !== "bounced" && status !== "queued" && may(access, "mails.send"),
    mayDismiss: status !== "queued" && may(access, "mails.dismiss"),
  }
}

export type MailTrouble = ReturnType<typeof mailTroubleOf>

function recordAddress({ invoiceId, proposalId, leadId }: Trouble): string {
  if (invoiceId) return href("/invoices/:invoiceId", { invoiceId })
  if (proposalId) return href("/proposals/:proposalId", { proposalId })
  return leadId ? href("/leads/:leadId", { leadId }) : href("/")
}
