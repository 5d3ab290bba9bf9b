import { and, eq, isNull } from "drizzle-orm"
import { webhookInbox } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { ReceiveWebhookInput } from "./inputs.server"
import { processWebhook } from "./process-webhook.server"

type Inbox = typeof webhookInbox.$inferSelect

/**
 * Keeps a verified event for good before it is acknowledged, and has it processed. A second delivery changes nothing, but
 * sets to work again on an event that was kept and could not be processed: so the sender's own "resend" is the replay.
 */
export const receiveWebhook = command({
  name: "receive-webhook",
  actors: ["anonymous"],
  input: ReceiveWebhookInput,
  async step(ctx, event) {
    const [kept] = await ctx.db
      .insert(webhookInbox)
      .values(event)
      .onConflictDoNothing()
      .returning({ eventId: webhookInbox.eventId })
    const { provider, account, eventId, type } = event
    const theOne = { provider, account, eventId }
    const job = { command: processWebhook.definition, input: theOne, key: `webhook ${provider} ${account} ${eventId}` }
    if (kept || (await isWaiting(ctx, theOne))) await ctx.enqueue(job)
    if (!kept) return ctx.unchanged({ isNew: false })
    ctx.record("webhook.received", { provider, type, eventId })
    return { isNew: true }
  },
})

async function isWaiting(ctx: Work<"anonymous">, event: Pick<Inbox, "provider" | "account" | "eventId">) {
  const { provider, account, eventId, processedAt } = webhookInbox
  const [waiting] = await ctx.db
    .select({ eventId })
    .from(webhookInbox)
    .where(
      and(eq(provider, event.provider), eq(account, event.account), eq(eventId, event.eventId), isNull(processedAt)),
    )
  return waiting !== undefined
}
