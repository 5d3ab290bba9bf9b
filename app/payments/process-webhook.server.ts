import { and, eq, isNull, sql } from "drizzle-orm"
import { webhookInbox } from "#db/schema/people"
import { outsideCommand } from "~/platform/data/command.server"
import type { AnonymousContext } from "~/platform/data/contexts.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { type Acted, actOn, type InboxEvent } from "./act-on-event.server"
import { strangeAccount } from "./checkout"
import { ProcessWebhookInput } from "./inputs.server"

type Attempt = { event: InboxEvent; caller: AnonymousContext }

/** How often an event is tried by itself: with pauses that double from two seconds, for over half a day. */
const mostTries = 15

/**
 * Acts on an event of the inbox. Doing it twice does it once, so a job that was cut off is simply done again; an event that
 * could not be acted on is tried again later, unless it is of a strange account, and stays visible with its reason until it was.
 */
export const processWebhook = outsideCommand({
  name: "process-webhook",
  actors: ["anonymous"],
  input: ProcessWebhookInput,
  async step(ctx, { provider, account, eventId }): Promise<Attempt> {
    const [event] = await ctx.db
      .select()
      .from(webhookInbox)
      .where(theOne(provider, account, eventId))
    if (!event) throw new NotFound("event")
    return ctx.unchanged({ event, caller: ctx.caller })
  },
  outside: ({ event, caller }): Promise<Acted> => actOn(event, caller),
  async settle(ctx, { event }, outcome) {
    const acted = outcome.ok ? outcome.answer : { outcome: null, problem: outcome.error.message }
    if (acted.problem === null) return markProcessed(ctx, event, acted.outcome)
    const { provider, account, eventId, type, attempts } = event
    await ctx.db
      .update(webhookInbox)
      .set({ lastError: acted.problem, attempts: sql`${webhookInbox.attempts} + 1` })
      .where(theOne(provider, account, eventId))
    ctx.record("webhook.failed", { provider, type, eventId, reason: acted.problem })
    if (outcome.ok && attempts < mostTries && !strangeAccount(account)) {
      const runAt = new Date(ctx.now.getTime() + 2000 * 2 ** attempts)
      await ctx.enqueue({ command: processWebhook.definition, input: { provider, account, eventId }, runAt })
    }
    return { outcome: "failed" }
  },
})

async function markProcessed(ctx: Work<"anonymous">, event: InboxEvent, outcome: string) {
  const { provider, account, eventId, type } = event
  const [processed] = await ctx.db
    .update(webhookInbox)
    .set({ processedAt: ctx.now, outcome, attempts: sql`${webhookInbox.attempts} + 1` })
    .where(and(theOne(provider, account, eventId), isNull(webhookInbox.processedAt)))
    .returning({ eventId: webhookInbox.eventId })
  if (!processed) return ctx.unchanged({ outcome })
  ctx.record("webhook.processed", { provider, type, eventId, outcome })
  return { outcome }
}

const theOne = (provider: string, account: string, eventId: string) =>
  and(eq(webhookInbox.provider, provider), eq(webhookInbox.account, account), eq(webhookInbox.eventId, eventId))
