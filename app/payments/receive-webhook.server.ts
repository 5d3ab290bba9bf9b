import { webhookInbox } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import { ReceiveWebhookInput } from "./inputs.server"
import { processWebhook } from "./process-webhook.server"

/** Keeps a verified event for good before it is acknowledged, and has it processed. A second delivery changes nothing. */
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
    if (!kept) return ctx.unchanged({ isNew: false })
    const { provider, account, eventId, type } = event
    await ctx.enqueue({ command: processWebhook.definition, input: { provider, account, eventId } })
    ctx.record("webhook.received", { provider, type, eventId })
    return { isNew: true }
  },
})
