import { and, eq, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { webhookInbox } from "#db/schema/people"
import { outsideCommand } from "~/platform/data/command.server"
import { type AnonymousContext, mint, type SystemContext } from "~/platform/data/contexts.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { resolveCheckout } from "~/platform/security/resolve.server"
import { factOf, installationAccount, methodOf } from "./checkout"
import { ProcessWebhookInput } from "./inputs.server"
import { settleCheckout } from "./settle-checkout.server"

type Event = typeof webhookInbox.$inferSelect
type Attempt = { event: Event; caller: AnonymousContext }

/** What is read of a payment page in an event; Stripe's other fields stay in the inbox. */
const Session = z.object({
  id: z.string(),
  payment_status: z.string().nullish(),
  amount_total: z.number().int().nullish(),
  currency: z.string().nullish(),
  payment_intent: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
})

/**
 * Acts on an event of the inbox: finds whose payment page it is about and has it settled there, in that organization's own
 * transaction. Settling twice settles once, so a job that was cut off is simply done again.
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
  async outside({ event, caller }): Promise<string> {
    const session = Session.safeParse(event.payload)
    const fact = session.success ? factOf(event.type, session.data.payment_status) : null
    if (!session.success || !fact) return "ignored"
    const found = await resolveCheckout(session.data.id)
    if (!found || !speaksFor(event.account, found.organizationId)) return "unknown"
    const { amount_total, currency, payment_intent, metadata } = session.data
    return settleCheckout(within(caller, found.organizationId), {
      ...{ checkoutId: found.checkoutId, fact, method: methodOf(event.type), account: event.account },
      ...{ amount: amount_total ?? null, currency: currency ?? null, paymentIntentId: payment_intent ?? null },
      metadata: metadata ?? {},
    })
  },
  async settle(ctx, { event }, outcome) {
    if (!outcome.ok) return ctx.unchanged({ outcome: "failed" })
    const { provider, account, eventId, type } = event
    const [processed] = await ctx.db
      .update(webhookInbox)
      .set({ processedAt: ctx.now, outcome: outcome.answer, attempts: sql`${webhookInbox.attempts} + 1` })
      .where(and(theOne(provider, account, eventId), isNull(webhookInbox.processedAt)))
      .returning({ eventId: webhookInbox.eventId })
    if (!processed) return ctx.unchanged({ outcome: outcome.answer })
    ctx.record("webhook.processed", { provider, type, eventId, outcome: outcome.answer })
    return { outcome: outcome.answer }
  },
})

/** An organization's own account speaks of its own payments alone. */
const speaksFor = (account: string, organizationId: string) =>
  account === installationAccount || account === organizationId

const theOne = (provider: string, account: string, eventId: string) =>
  and(eq(webhookInbox.provider, provider), eq(webhookInbox.account, account), eq(webhookInbox.eventId, eventId))

/** The program itself, inside the organization that an understood event belongs to. */
function within(
  { now, mails, requestId, ip, userAgent }: AnonymousContext,
  organizationId: Id<"organizations">,
): SystemContext {
  return mint({ kind: "system", organizationId, cause: "webhook", now, mails, requestId, ip, userAgent })
}
