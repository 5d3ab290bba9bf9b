import { desc, eq, sql } from "drizzle-orm"
import { drizzle } from "drizzle-orm/node-postgres"
import type pg from "pg"
import { sandboxMails } from "#db/schema/sandbox"

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

/** The newest mails, 200 at most; `to` keeps those with a recipient that contains it, in any case. */
export const listSandboxMails = (pool: pg.Pool, to = ""): Promise<ListedMail[]> =>
  drizzle(pool).select(listed).from(sandboxMails).where(isTo(to)).orderBy(desc(sandboxMails.position)).limit(200)

/** The newest mails whole, 200 at most. */
export const readSandboxMails = (pool: pg.Pool, to = ""): Promise<SandboxMail[]> =>
  drizzle(pool).select(whole).from(sandboxMails).where(isTo(to)).orderBy(desc(sandboxMails.position)).limit(200)

/** One mail, or null. */
export async function findSandboxMail(pool: pg.Pool, id: string): Promise<SandboxMail | null> {
  const [mail] = await drizzle(pool).select(whole).from(sandboxMails).where(eq(sandboxMails.id, id))
  return mail ?? null
}

const isTo = (to: string) =>
  to === ""
    ? undefined
    : sql`exists (select from unnest(${sandboxMails.to}) as recipient where strpos(lower(recipient), lower(${to})) > 0)`
