import { and, asc, eq, inArray, lte } from "drizzle-orm"
import { notifications } from "#db/schema/events"
import { members } from "#db/schema/organizations"
import { noticePurpose } from "~/activities/mail"
import { queueMail } from "~/activities/queue-mail.server"
import { renderMail } from "~/activities/render-mail.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { env } from "~/platform/env.server"
import type { Id } from "~/platform/language/ids"
import { DigestMail, digestText, digestTitle } from "./emails/digest"
import { MailDigestInput } from "./inputs.server"

/** How much is taken up at once; what is left waits for the next turn. */
const most = 2_000

/** Mails what waited for its hour, to each member in one mail; what was read meanwhile is not mailed any more. */
export const mailDigest = command({
  name: "mail-digest",
  actors: ["system"],
  input: MailDigestInput,
  async step(ctx) {
    const due = await ctx.db
      .select()
      .from(notifications)
      .where(lte(notifications.mailDueAt, ctx.now))
      .orderBy(asc(notifications.id))
      .limit(most)
      .for("update", { skipLocked: true })
    if (due.length === 0) return ctx.unchanged({ mails: 0 })
    await ctx.db
      .update(notifications)
      .set({ mailDueAt: null })
      .where(
        inArray(
          notifications.id,
          due.map(({ id }) => id),
        ),
      )
    const { name: brand } = await getOrganization(ctx, {})
    const byPerson = new Map<Id<"people">, Waiting[]>()
    for (const each of due) byPerson.set(each.personId, [...(byPerson.get(each.personId) ?? []), each])
    const readers = await readersOf(ctx, [...byPerson.keys()])
    for (const [personId, all] of byPerson) {
      const news = all.filter(({ readAt, createdAt }) => readAt === null || readAt <= createdAt)
      const reader = readers.get(personId)
      if (reader && news.length > 0) await mail(ctx, brand, reader, news)
      ctx.record("digest.mailed", { memberId: personId, count: reader ? news.length : 0 })
    }
    return { mails: byPerson.size }
  },
})

type Waiting = typeof notifications.$inferSelect
type Reader = { name: string; email: string }

/** Those who belong to the organization still. */
async function readersOf(ctx: Work<"system">, personIds: Id<"people">[]): Promise<Map<Id<"people">, Reader>> {
  const rows = await ctx.db
    .select({ personId: members.personId, name: members.name, email: members.email })
    .from(members)
    .where(and(inArray(members.personId, personIds), eq(members.status, "active")))
  return new Map(rows.map(({ personId, ...reader }) => [personId, reader]))
}

async function mail(ctx: Work<"system">, brand: string, { name, email }: Reader, news: Waiting[]) {
  const lines = news.map(({ sentence, href }) => ({ sentence, link: `${env.publicUrl}${href}` }))
  const words = { brand, recipient: name, lines, all: `${env.publicUrl}/notifications` }
  await queueMail(ctx, {
    ...{ purpose: noticePurpose, objectId: news.at(-1)!.id, toEmail: email, toName: name },
    subject: digestTitle(words),
    html: await renderMail(ctx, DigestMail(words)),
    text: digestText(words),
    about: {},
  })
}
