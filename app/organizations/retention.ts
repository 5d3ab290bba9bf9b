/** The classes of an organization's data that are not kept for ever. Invoices, payments, signatures, evidence and the record itself are in none. */
export const retentionClasses = ["notifications", "invitations", "link-uses", "mail-texts"] as const
export type RetentionClass = (typeof retentionClasses)[number]

/** How many days each class is kept, or how many of each there are. */
export type PerClass = Record<RetentionClass, number>

/** What a class holds in the words of its page, one of it and several, how many days it is kept, and between which an owner may choose. */
export const retentionTable: Record<
  RetentionClass,
  { title: string; line: string; one: string; many: string; days: number; from: number; to: number }
> = {
  notifications: {
    title: "Notifications",
    line: "What members were told in the program and have read",
    ...{ one: "notification", many: "notifications" },
    ...{ days: 180, from: 30, to: 730 },
  },
  invitations: {
    title: "Invitations",
    line: "Invitations to colleagues that were accepted, revoked or have run out",
    ...{ one: "invitation", many: "invitations" },
    ...{ days: 90, from: 30, to: 730 },
  },
  "link-uses": {
    title: "Uses of clients' links",
    line: "From which address and with which browser a client's link was opened; that it was opened stays in the record",
    ...{ one: "use of a link", many: "uses of links" },
    ...{ days: 730, from: 90, to: 3650 },
  },
  "mail-texts": {
    title: "Texts of mails",
    line: "The wording of mails that were sent; that they were, to whom and when, stays",
    ...{ one: "text of a mail", many: "texts of mails" },
    ...{ days: 730, from: 90, to: 3650 },
  },
}

/** How long what belongs to the installation is kept, in days after it ended; fixed, since it belongs to no organization. */
export const installationPeriods = {
  /** Sessions after they ended, ran out or were revoked. */
  sessions: 30,
  /** Asked-for ways back in and changes of address, after they were used or ran out. */
  resets: 30,
  /** Half-done ceremonies of passkeys and single sign-on, after they ran out. */
  ceremonies: 7,
  /** Webhooks after they were acted on: longer than any service repeats them. */
  webhooks: 180,
  /** What happened above any organization: signing in and being refused. */
  events: 400,
} as const

/** A class of what belongs to the installation. */
export type InstallationClass = keyof typeof installationPeriods

/** What is never purged, and why the law has it kept although it names people. */
export const neverPurged: readonly { what: string; why: string }[] = [
  {
    what: "Issued invoices and credit notes",
    why: "Tax and commercial law oblige you to keep them, for six to ten years in most countries (GDPR Art. 17(3)(b)).",
  },
  {
    what: "Payments and refunds",
    why: "They are part of the same books (GDPR Art. 17(3)(b)).",
  },
  {
    what: "Signatures and their evidence",
    why: "They prove what was agreed, and are needed to make or defend a claim (GDPR Art. 17(3)(b) and (e)).",
  },
  {
    what: "The record of what happened",
    why: "Each entry proves the one before it: taking one out would break the proof for all that follow.",
  },
]

/** When the clock purges, in UTC. */
export const purgeTime = { hour: 4, minute: 41 } as const

const dayMilliseconds = 24 * 3_600_000

/** The next time the clock purges, strictly after an instant. */
export function nextPurge(now: Date): Date {
  const next = new Date(now)
  next.setUTCHours(purgeTime.hour, purgeTime.minute, 0, 0)
  return next > now ? next : new Date(next.getTime() + dayMilliseconds)
}

/** Before which instant something must have ended to be purged, when it is kept for so many days. */
export const keptSince = (at: Date, days: number) => new Date(at.getTime() - days * dayMilliseconds)

/** Up to how many rows of a class that are due are counted. */
export const mostCounted = 1_000

/** How many rows of one class go in one transaction; what is left goes in the next. */
export const purgeBatch = 1_000
