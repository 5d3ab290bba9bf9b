/** Where a mail of the outbox stands; kept ones are written for the record and never sent. */
export const mailStatuses = ["queued", "sent", "failed", "kept"] as const
export type MailStatus = (typeof mailStatuses)[number]
