import { and, desc, eq, sql } from "drizzle-orm"
import { drizzle } from "drizzle-orm/node-postgres"
import type pg from "pg"
import { mails } from "#db/schema/activities"
import { sandboxMails } from "#db/schema/sandbox"
import { type Db, transact } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"

/** A mail as its reader gets it. */
export type SandboxMail = {
  id: string
  receivedAt: Date
  from: string
  to: string[]
  replyTo: string | null
  subject: string
  html: string | null
  text: string | null
  headers: Record<string, string>
}

/** A line of the mailbox. */
export type ListedMail = Pick<SandboxMail, "id" | "receivedAt" | "from" | "to" | "subject">

const listed = {
  id: sandboxMails.id,
  receivedAt: sandboxMails.receivedAt,
  from: sandboxMails.from,
  to: sandboxMails.to,
  subject: sandboxMails.subject,
}
const whole = {
  ...listed,
  replyTo: sandboxMails.replyTo,
  html: sandboxMails.html,
  text: sandboxMails.text,
  headers: sandboxMails.headers,
}

/** Whose mails are read: everybody's, or those that one organization sent. */
export type MailboxReach = "all" | Id<"organizations">

/** The newest mails, 200 at most; `to` keeps those with a recipient that contains it, in any case. */
export const listSandboxMails = (pool: pg.Pool, reach: MailboxReach, to = ""): Promise<ListedMail[]> =>
  reading(pool, reach, (db) =>
    db
      .select(listed)
      .from(sandboxMails)
      .where(and(isTo(to), isWithin(reach)))
      .orderBy(desc(sandboxMails.position))
      .limit(200),
  )

/** The newest mails whole, 200 at most. */
export const readSandboxMails = (pool: pg.Pool, to = ""): Promise<SandboxMail[]> =>
  drizzle(pool).select(whole).from(sandboxMails).where(isTo(to)).orderBy(desc(sandboxMails.position)).limit(200)

/** One mail, or null. */
export async function findSandboxMail(pool: pg.Pool, reach: MailboxReach, id: string): Promise<SandboxMail | null> {
  const isIt = and(eq(sandboxMails.id, id), isWithin(reach))
  const [mail] = await reading(pool, reach, (db) => db.select(whole).from(sandboxMails).where(isIt))
  return mail ?? null
}

/** Reads as the organization whose mails are asked for, so that the wall stands around its outbox. */
const reading = <R>(pool: pg.Pool, reach: MailboxReach, read: (db: Omit<Db, "$client">) => Promise<R>): Promise<R> =>
  reach === "all" ? read(drizzle(pool)) : transact({ organizationId: reach, now: new Date(), readOnly: true }, read)

/** A mail is an organization's when it stands in that one's outbox; the installation's own are nobody's. */
const isWithin = (reach: MailboxReach) =>
  reach === "all"
    ? undefined
    : sql`exists (select from ${mails} where ${mails.messageId} = ${sandboxMails.headers} ->> 'Message-ID')`

const isTo = (to: string) =>
  to === ""
    ? undefined
    : sql`exists (select from unnest(${sandboxMails.to}) as recipient where strpos(lower(recipient), lower(${to})) > 0)`
