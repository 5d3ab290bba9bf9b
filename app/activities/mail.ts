/**
 * Where a mail of the outbox stands: written, taken by the mail service (sent), then what the service reports of it. Failed ones
 * were not taken yet, refused ones never will be; kept ones are written for the record and never sent.
 */
export const mailStatuses = [
  "queued",
  "sent",
  "delivered",
  "bounced",
  "complained",
  "failed",
  "refused",
  "kept",
] as const
export type MailStatus = (typeof mailStatuses)[number]

/** What may be reported of a mail. Bounced is for good and says that the address takes no mail; blocked is about this one mail. */
export const mailFacts = ["processed", "delivered", "deferred", "bounced", "blocked", "complained"] as const
export type MailFact = (typeof mailFacts)[number]

/** What a report of the mail service says, in SendGrid's words; null for what is of no concern. */
export function factOf(event: string, { type, reason }: { type?: string; reason?: string }): MailFact | null {
  switch (event) {
    case "processed":
    case "delivered":
    case "deferred":
      return event
    case "bounce":
      return type === "blocked" ? "blocked" : "bounced"
    case "dropped":
      return /bounced|invalid/i.test(reason ?? "") ? "bounced" : "blocked"
    case "spamreport":
      return "complained"
    default:
      return null
  }
}

const ranks = { queued: 0, failed: 0, refused: 0, sent: 1, delivered: 2, bounced: 3, complained: 4, kept: 5 }
const means = {
  processed: "sent",
  deferred: "sent",
  delivered: "delivered",
  bounced: "bounced",
  blocked: "bounced",
  complained: "complained",
} as const

/** Where a mail stands after a report, in whatever order reports come: never back. */
export const statusAfter = (status: MailStatus, fact: MailFact): MailStatus =>
  ranks[means[fact]] > ranks[status] ? means[fact] : status

/** Mails that did not reach their reader. */
export const troubled = ["bounced", "failed", "refused"] as const satisfies readonly MailStatus[]
export const isInTrouble = (status: MailStatus) => (troubled as readonly MailStatus[]).includes(status)

/** Whether a mail was handed over without anything being known of its arrival yet. */
export const isUnderway = (status: MailStatus) => ranks[status] < ranks.delivered

/** The record a mail is about first. */
export function recordOf(
  about: Record<string, string>,
): { key: "invoiceId" | "proposalId" | "leadId"; id: string } | null {
  for (const key of ["invoiceId", "proposalId", "leadId"] as const) if (about[key]) return { key, id: about[key] }
  return null
}

/**
 * How long an attempt is left to be reported, from when it is found that nobody knows its outcome, before the mail is handed
 * over again: nothing is reported to a program that is down.
 */
export const patienceMilliseconds = 20_000

/** What the mails are for that tell members. */
export const noticePurpose = "notice"

/** How long an organization is new, in days: until then it sends only so many mails in a day. */
const newForDays = 30

/** Whether an organization is new, so that nobody sets one up to mail the world. */
export const isNew = ({ createdAt }: { createdAt: Date }, now: Date) =>
  now.getTime() - createdAt.getTime() < newForDays * 24 * 3_600_000
