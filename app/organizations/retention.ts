/** The classes of an organization's data that are not kept for ever. Invoices, payments, signatures, evidence and the record itself are in none. */
export const retentionClasses = ["notifications", "invitations", "link-uses", "mail-texts"] as const
export type RetentionClass = (typeof retentionClasses)[number]

/** What a class holds in the words of its page, how many days it is kept, and between which an owner may choose. */
export const retentionTable: Record<
  RetentionClass,
  { title: string; line: string; days: number; from: number; to: number }
> = {
  notifications: {
    title: "Notifications",
    line: "What members were told in the program and have read",
    ...{ days: 180, from: 30, to: 730 },
  },
  invitations: {
    title: "Invitations",
    line: "Invitations to colleagues that were accepted, revoked or have run out",
    ...{ days: 90, from: 30, to: 730 },
  },
  "link-uses": {
    title: "Uses of clients' links",
    line: "From which address and with which browser a client's link was opened; that it was opened stays in the record",
    ...{ days: 730, from: 90, to: 3650 },
  },
  "mail-texts": {
    title: "Texts of mails",
    line: "The wording of mails that were sent; that they were, to whom and when, stays",
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
