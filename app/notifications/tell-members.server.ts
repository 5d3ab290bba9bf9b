import { and, eq, inArray } from "drizzle-orm"
import { eventSubjects, events, notifications } from "#db/schema/events"
import { noticePurpose } from "~/activities/mail"
import { queueMail } from "~/activities/queue-mail.server"
import { renderMail } from "~/activities/render-mail.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import type { RecordedEvent } from "~/platform/data/events.server"
import type { Work } from "~/platform/data/work.server"
import { env } from "~/platform/env.server"
import { formatMoney } from "~/platform/language/money"
import { isEmail } from "~/platform/language/text"
import { mailDueAt } from "./delivery"
import { NoticeMail, noticeText } from "./emails/notice"
import { noticeRecord } from "./notice-record.server"
import { type AnyNotice, type NoticeSubject, noticeOf } from "./notices"
import { type Wishes, wishesOf } from "./preference-queries.server"
import { type Recipient, recipientsOf } from "./recipients.server"

type Told = { event: RecordedEvent; sentence: string; href: string; quote: string | null; brand: string }

/** Writes what members are told of an event, with the event itself: in the program, and by mail where it is important. */
export async function tellMembers(ctx: Work<"system">, event: RecordedEvent): Promise<void> {
  const notice = noticeOf(event.name)
  const payload = event.payload as never
  const subject = notice?.about(payload)
  const record = subject && (await noticeRecord(ctx, subject))
  if (!notice || !subject || !record || (await isOvershadowed(ctx, notice, subject))) return
  const recipients = await recipientsOf(ctx, subject, record, notice.concernsBooks ?? false)
  if (recipients.length === 0) return
  const { name: brand, locale, timeZone } = await getOrganization(ctx, {})
  const facts = { ...record, hasOwner: recipients.some(({ personId }) => personId === record.ownerId) }
  const sentence = notice.sentence(payload, facts, wordsOf(event, locale))
  const told: Told = { event, sentence, href: record.href, quote: notice.quote?.(payload) ?? null, brand }
  const usual = isMailed(notice, payload, facts)
  const wishes = await wishesOf(
    ctx,
    recipients.map(({ personId }) => personId),
    event.name,
  )
  const ways = recipients.map((recipient) => {
    const wish = wishes.get(recipient.personId) ?? { timeZone: null, quiet: null }
    return { recipient, ...wayOf(ctx, wish, { usual, canBeMailed: Boolean(notice.isMailed), timeZone }) }
  })
  const shown = ways.filter(({ isShown, mailAt }) => isShown || mailAt)
  if (shown.length > 0) {
    const { href } = record
    const common = { eventId: event.id, kind: event.name, sentence, href }
    await ctx.db.insert(notifications).values(
      shown.map(({ recipient: { personId }, isShown, mailAt }) => ({
        ...{ ...common, personId, mailDueAt: mailAt, readAt: isShown ? null : ctx.now },
      })),
    )
  }
  for (const { recipient, isMailedNow } of ways) if (isMailedNow) await mail(ctx, recipient, told)
}

type Usual = { usual: boolean; canBeMailed: boolean; timeZone: string }

/**
 * How one member is told: in the program, by mail now, or by mail later. Where nothing was chosen it is as the notice says; at
 * once means then what the notice calls important, and everything of a kind that is never mailed otherwise.
 */
function wayOf({ now }: Work<"system">, wish: Wishes, { usual, canBeMailed, timeZone }: Usual) {
  const isShown = wish.app !== "never"
  const atOnce = usual || (wish.mail === "at-once" && !canBeMailed)
  const timing = wish.mail === "daily" ? "daily" : wish.mail !== "never" && atOnce ? "at-once" : null
  if (timing === null) return { isShown, mailAt: null, isMailedNow: false }
  const mailAt = mailDueAt({ timing, timeZone: wish.timeZone ?? timeZone, quiet: wish.quiet, now })
  return { isShown, mailAt, isMailedNow: mailAt === null }
}

/** Whether a weightier event of the same act is told about the same record; every event of an act is written before any is told. */
async function isOvershadowed(ctx: Work<"system">, { unlessTold = [] }: AnyNotice, { id }: NoticeSubject) {
  if (unlessTold.length === 0) return false
  const told = await ctx.db
    .select({ id: events.id })
    .from(eventSubjects)
    .innerJoin(events, eq(events.id, eventSubjects.eventId))
    .where(and(eq(eventSubjects.subjectId, id), eq(events.occurredAt, ctx.now), inArray(events.name, [...unlessTold])))
    .limit(1)
  return told.length > 0
}

function isMailed(
  { isMailed = () => false }: AnyNotice,
  ...facts: [never, Parameters<AnyNotice["sentence"]>[1]]
): boolean {
  return isMailed === true || isMailed(...facts)
}

const wordsOf = ({ detail: { personal = {} } }: RecordedEvent, locale: string) => ({
  money: (minor: bigint, currency: string) => formatMoney({ minor, currency }, locale),
  personal: (key: string) => (typeof personal[key] === "string" ? personal[key] : null),
})

/** A mail that tells a member is no part of the record's own correspondence, so it names no record. */
async function mail(ctx: Work<"system">, { email, name }: Recipient, { event, sentence, href, quote, brand }: Told) {
  const words = { brand, recipient: name, sentence, quote, link: `${env.publicUrl}${href}` }
  const client = ctx.actor.kind === "client" && isEmail(ctx.actor.name) ? ctx.actor.name : null
  await queueMail(ctx, {
    ...{ purpose: noticePurpose, objectId: event.id, toEmail: email, toName: name },
    replyTo: quote === null ? null : client,
    subject: sentence,
    html: await renderMail(ctx, NoticeMail(words)),
    text: noticeText(words),
    about: {},
  })
}
