import { eq } from "drizzle-orm"
import { emailChanges, people, sessions } from "#db/schema/people"
import { sendMail } from "~/adapters/mail.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { env } from "~/platform/env.server"
import { formatInstant } from "~/platform/language/dates"
import { asId, type Id } from "~/platform/language/ids"
import { deviceOf } from "./device"
import { renderNotice, type Told } from "./emails/notices"
import { MailNoticeInput } from "./inputs.server"

type Addressee = { personId: Id<"people">; name: string; email: string }
/** What is told to whom; `at` where it happens to the same subject again and again, and is another mail each time. */
type Found = { to: Addressee; told: Told; at?: Date | null }
type Notice = Found & { key: string }

/** Mails a person what happened to their account and might have been somebody else: a new device, a new password, a new address. */
export const mailNotice = outsideCommand({
  name: "mail-notice",
  actors: ["anonymous", "system"],
  input: MailNoticeInput,
  async step(ctx, input): Promise<Notice | null> {
    const found = await whatToTell(ctx, input)
    const key = [input.about, input.subjectId, ...(found?.at ? [found.at.getTime()] : [])].join("-")
    return ctx.unchanged(found && { ...found, key })
  },
  async outside(notice) {
    if (!notice) return
    const { to, told, key } = notice
    await sendMail({
      messageId: `${key}@${new URL(env.publicUrl).hostname}`,
      from: env.MAIL_FROM,
      to: { name: to.name, address: to.email },
      ...renderNotice(to.name, told, env.publicUrl),
    })
  },
  async settle(ctx, notice, outcome) {
    if (!notice || !outcome.ok) return ctx.unchanged({ mailed: false })
    ctx.record("notice.mailed", { personId: notice.to.personId, about: notice.told.about })
    return { mailed: true }
  },
})

type Asked = { about: Told["about"]; subjectId: string }

async function whatToTell(ctx: Work, { about, subjectId }: Asked): Promise<Found | null> {
  switch (about) {
    case "device":
      return newDevice(ctx, asId<"sessions">(subjectId, "session"))
    case "password":
      return newPassword(ctx, asId<"people">(subjectId, "person"))
    case "email-asked":
    case "email-changed":
      return newAddress(ctx, asId<"email_changes">(subjectId, "change"), about)
  }
}

async function newPassword({ db }: Work, personId: Id<"people">): Promise<Found | null> {
  const [found] = await db
    .select({
      to: { personId: people.id, name: people.name, email: people.email },
      at: people.passwordChangedAt,
    })
    .from(people)
    .where(eq(people.id, personId))
  return found ? { ...found, told: { about: "password" } } : null
}

async function newDevice({ db }: Work, sessionId: Id<"sessions">) {
  const [found] = await db
    .select({
      to: { personId: people.id, name: people.name, email: people.email },
      ip: sessions.ip,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(eq(sessions.id, sessionId))
  if (!found) return null
  const { to, ip, userAgent, createdAt } = found
  const when = `${formatInstant(createdAt, "UTC", "en-GB")} UTC`
  return { to, told: { about: "device" as const, device: deviceOf(userAgent), ip, when } }
}

/** It is the mailbox of the old address that is told. */
async function newAddress({ db }: Work, changeId: Id<"email_changes">, about: "email-asked" | "email-changed") {
  const [found] = await db
    .select({ personId: people.id, name: people.name, email: emailChanges.email, previous: emailChanges.previous })
    .from(emailChanges)
    .innerJoin(people, eq(people.id, emailChanges.personId))
    .where(eq(emailChanges.id, changeId))
  if (!found) return null
  const { personId, name, email, previous } = found
  return { to: { personId, name, email: previous }, told: { about, email } }
}
