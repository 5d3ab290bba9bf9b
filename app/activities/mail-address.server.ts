import { inArray, sql } from "drizzle-orm"
import { mailAddresses } from "#db/schema/activities"
import type { Reading, Work } from "~/platform/data/work.server"
import { normalizeEmail } from "~/platform/language/text"
import type { MailFact } from "./mail"

/** What is wrong with a mailbox: since when mail to it comes back and why, and when its owner called ours unwanted. */
export type AddressTrouble = { bouncedAt: Date | null; reason: string | null; complainedAt: Date | null }

type Known = typeof mailAddresses.$inferSelect

/** What of the known troubles of a mailbox still holds; null when it takes mail. Mail that arrives later shows that it does. */
function troubleOf({ bouncedAt, reason, arrivedAt, complainedAt }: Known): AddressTrouble | null {
  const isBouncing = bouncedAt !== null && (arrivedAt === null || arrivedAt < bouncedAt)
  if (!isBouncing && !complainedAt) return null
  return { bouncedAt: isBouncing ? bouncedAt : null, reason: isBouncing ? reason : null, complainedAt }
}

/** The troubles of some mailboxes, by their normalised address; those that take mail are not in it. */
export async function addressTroubles(ctx: Reading, emails: readonly (string | null)[]) {
  const wanted = emails.flatMap((email) => (email ? [normalizeEmail(email)] : []))
  if (wanted.length === 0) return new Map<string, AddressTrouble>()
  const found = await ctx.db.select().from(mailAddresses).where(inArray(mailAddresses.emailNormalized, wanted))
  return new Map(
    found.flatMap((row) => {
      const trouble = troubleOf(row)
      return trouble ? [[row.emailNormalized, trouble] as const] : []
    }),
  )
}

/** Keeps what a report says of the mailbox itself, in whatever order reports come. */
export async function noteAddress(ctx: Work, email: string, fact: MailFact, reason: string | null, at: Date) {
  const emailNormalized = normalizeEmail(email)
  const { bouncedAt, arrivedAt, complainedAt } = mailAddresses
  const later = (column: typeof bouncedAt) => sql`greatest(${column}, ${at.toISOString()}::timestamptz)`
  const write = (row: Partial<Known>, set: Record<string, unknown>) =>
    ctx.db
      .insert(mailAddresses)
      .values({ emailNormalized, ...row })
      .onConflictDoUpdate({ target: [mailAddresses.organizationId, mailAddresses.emailNormalized], set })
  if (fact === "bounced") await write({ bouncedAt: at, reason }, { bouncedAt: later(bouncedAt), reason })
  if (fact === "delivered") await write({ arrivedAt: at }, { arrivedAt: later(arrivedAt) })
  if (fact === "complained") await write({ complainedAt: at }, { complainedAt: later(complainedAt) })
}
