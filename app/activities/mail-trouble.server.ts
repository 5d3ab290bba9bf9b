import { and, eq, gt, inArray, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import type { Reading, Work } from "~/platform/data/work.server"
import { recordOf, troubled } from "./mail"

type Mail = Pick<typeof mails.$inferSelect, "id" | "purpose" | "about" | "toEmail">

/** Mails that did not reach their reader and that nobody has made good yet. */
export const inTrouble: SQL = and(inArray(mails.status, [...troubled]), isNull(mails.resolvedAt)) as SQL

/** Mails for the same purpose about the same record. */
function sameAs({ purpose, about }: Pick<Mail, "purpose" | "about">): SQL | null {
  const record = recordOf(about)
  return record && (and(eq(mails.purpose, purpose), sql`${mails.about} ->> ${record.key} = ${record.id}`) as SQL)
}

/**
 * Makes earlier mails that did not arrive good: by one to another address, or, once it has arrived, by one to the same.
 */
export async function makeGood(ctx: Work, mail: Mail, by: "another address" | "arrived"): Promise<void> {
  const same = sameAs(mail)
  if (!same) return
  const earlier = by === "arrived" ? lt(mails.id, mail.id) : ne(mails.toEmail, mail.toEmail)
  await ctx.db
    .update(mails)
    .set({ resolvedAt: ctx.now })
    .where(and(inTrouble, same, ne(mails.id, mail.id), earlier))
}

/** Whether a later mail has made good already what is only now reported of this one. */
export async function isMadeGood(ctx: Reading, mail: Mail): Promise<boolean> {
  const same = sameAs(mail)
  if (!same) return false
  const toAnother = and(ne(mails.toEmail, mail.toEmail), inArray(mails.status, ["queued", "sent", "kept"]))
  const [later] = await ctx.db
    .select({ id: mails.id })
    .from(mails)
    .where(and(same, gt(mails.id, mail.id), or(eq(mails.status, "delivered"), toAnother)))
    .limit(1)
  return later !== undefined
}
