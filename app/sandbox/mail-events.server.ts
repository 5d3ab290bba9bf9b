import { createSign, type KeyObject, randomBytes } from "node:crypto"
import { eq, inArray, sql } from "drizzle-orm"
import { sandboxMailEvents, sandboxMails } from "#db/schema/sandbox"
import { isOn, type Store } from "./store.server"

/** What the mail service tells of a mail that it took. */
export const mailEventKinds = [
  "processed",
  "delivered",
  "deferred",
  "bounce",
  "blocked",
  "dropped",
  "spamreport",
] as const
export type MailEventKind = (typeof mailEventKinds)[number]

/** A mail as far as events about it go. */
type Mail = { id: string; to: string[]; args: Record<string, string>; headers: Record<string, string> }

/** A mail's fate before the reader's own mail server has answered, in milliseconds. */
const transit = 500

const details: Record<MailEventKind, Record<string, string>> = {
  processed: {},
  delivered: { response: "250 2.0.0 OK" },
  deferred: { response: "451 4.7.1 Greylisted, try again in five minutes", attempt: "1" },
  bounce: { event: "bounce", type: "bounce", status: "5.1.1", reason: "550 5.1.1 The mailbox does not exist" },
  blocked: { event: "bounce", type: "blocked", status: "4.0.0", reason: "550 5.7.1 Message refused by policy" },
  dropped: { reason: "Bounced Address", status: "5.0.0" },
  spamreport: {},
}

/** What becomes of a mail to an address, by the word it begins with: `bounce@…`, `blocked+2@…`, `deferred@…`, `dropped@…`, `complaint@…`. */
export function fateOf(address: string): MailEventKind[] {
  const [, word] = /(?:^|<)(bounce|blocked|deferred|dropped|complaint)(?=[+.@-])/i.exec(address) ?? []
  switch (word?.toLowerCase()) {
    case "bounce":
      return ["bounce"]
    case "blocked":
      return ["blocked"]
    case "deferred":
      return ["deferred", "delivered"]
    case "dropped":
      return ["dropped"]
    case "complaint":
      return ["delivered", "spamreport"]
    default:
      return ["delivered"]
  }
}

/** Notes what is to be told of a mail, `after` so many milliseconds. */
export async function addMailEvents(store: Store, mail: Mail, kinds: readonly MailEventKind[], now: Date, after = 0) {
  const [email = ""] = mail.to.map((shown) => /<([^>]*)>$/.exec(shown)?.[1] ?? shown)
  const dueAt = new Date(now.getTime() + after)
  const rows = kinds.map((kind, turn) => {
    const id = randomBytes(16).toString("base64url")
    const told = {
      ...{ email, timestamp: Math.floor(dueAt.getTime() / 1000) + turn, event: kind, sg_event_id: id },
      ...{ sg_message_id: `${mail.id}.recvd`, "smtp-id": mail.headers["Message-ID"] ?? "" },
    }
    return { id, mailId: mail.id, data: { ...told, ...details[kind], ...mail.args }, dueAt }
  })
  await store.insert(sandboxMailEvents).values(rows)
}

/** Notes the fate of a mail that was taken just now. */
export const sendOff = (store: Store, mail: Mail, now: Date) =>
  addMailEvents(store, mail, fateOf(mail.to[0] ?? ""), now, transit)

/** Notes one more event of a mail in the mailbox, to be told at once; false when there is no such mail. */
export async function reportMail(store: Store, mailId: string, kind: MailEventKind, now: Date): Promise<boolean> {
  const [mail] = await store.select().from(sandboxMails).where(eq(sandboxMails.id, mailId))
  if (mail) await addMailEvents(store, mail, [kind], now)
  return mail !== undefined
}

/** SendGrid's signature of a post: ECDSA over SHA-256 of the timestamp (Unix seconds) and the body. */
export function signedHeaders(body: string, key: KeyObject, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return {
    "X-Twilio-Email-Event-Webhook-Signature": createSign("sha256").update(timestamp).update(body).sign(key, "base64"),
    "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
  }
}

const mostAttempts = 40

/** Tells what is due in one post, again later when it is not taken. `post` answers with the app's status. */
export async function tellMailEvents(
  store: Store,
  now: () => Date,
  pauseAfter: (attempts: number) => number,
  post: (body: string) => Promise<number>,
): Promise<void> {
  if (await isOn(store, "hold")) return
  const at = now()
  const lease = new Date(at.getTime() + 30_000).toISOString()
  const { rows } = await store.execute<{ id: string; data: Record<string, unknown>; attempts: number }>(sql`
    update sandbox.mail_events set attempts = attempts + 1, due_at = ${lease} where id in (
      select id from sandbox.mail_events where delivered_at is null and due_at <= ${at.toISOString()} and attempts < ${mostAttempts}
      order by position limit 100 for update skip locked
    ) returning id, data, attempts`)
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  const status = await post(JSON.stringify(rows.map(({ data }) => data)))
  const attempts = Math.max(...rows.map((row) => row.attempts))
  const isTaken = status >= 200 && status < 300
  const outcome = isTaken ? { deliveredAt: now() } : { dueAt: new Date(now().getTime() + pauseAfter(attempts)) }
  await store.update(sandboxMailEvents).set(outcome).where(inArray(sandboxMailEvents.id, ids))
}

/** Milliseconds until something is to be told; null when nothing waits. */
export async function untilNextMailEvent(store: Store, now: Date): Promise<number | null> {
  if (await isOn(store, "hold")) return null
  const { rows } = await store.execute<{ wait: string | null }>(sql`
    select extract(epoch from min(due_at) - ${now.toISOString()}::timestamptz) * 1000 as wait
    from sandbox.mail_events where delivered_at is null and attempts < ${mostAttempts}`)
  const wait = rows[0]?.wait
  return wait === null || wait === undefined ? null : Math.max(10, Math.ceil(Number(wait)))
}
