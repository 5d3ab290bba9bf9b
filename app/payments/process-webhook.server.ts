import { and, eq, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { webhookInbox } from "#db/schema/people"
import { factOf as factOfMail } from "~/activities/mail"
import { findMail } from "~/activities/mail-queries.server"
import { settleMail } from "~/activities/settle-mail.server"
import { installationStripe, stripeFor } from "~/adapters/stripe.server"
import { outsideCommand } from "~/platform/data/command.server"
import { type AnonymousContext, mint, type SystemContext } from "~/platform/data/contexts.server"
import { NotFound } from "~/platform/language/errors"
import { asId, type Id, isId } from "~/platform/language/ids"
import { resolveCheckout } from "~/platform/security/resolve.server"
import { factOf, installationAccount, methodOf } from "./checkout"
import { disputePayment } from "./dispute-payment.server"
import { ProcessWebhookInput } from "./inputs.server"
import { refundPayment } from "./refund-payment.server"
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
 * Acts on an event of the inbox: finds whose payment it is about and has it settled, refunded or disputed there, in that
 * organization's own transaction. Doing it twice does it once, so a job that was cut off is simply done again.
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
    if (event.provider === "sendgrid") return settleReported(event, caller)
    const moved = await takeBack(event, caller)
    if (moved) return moved
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

/** What is read of a report on a mail. */
const Reported = z.object({
  organization: z.string(),
  mail: z.string(),
  reason: z.string().optional(),
  response: z.string().optional(),
  type: z.string().optional(),
})

/** Acts on what the mail service reports of a mail, in the organization that the mail itself names. */
async function settleReported(event: Event, caller: AnonymousContext): Promise<string> {
  const read = Reported.safeParse(event.payload)
  const fact = read.success ? factOfMail(event.type, read.data) : null
  if (!read.success || !fact) return "ignored"
  const { organization, mail, reason, response } = read.data
  if (!isId(organization) || !isId(mail)) return "unknown"
  const ctx = within(caller, asId<"organizations">(organization))
  if (!(await findMail(ctx, { mailId: mail }))) return "unknown"
  return settleMail(ctx, { mailId: mail, fact, reason: reason ?? response, happenedAt: event.happenedAt })
}

/** What is read of a refund or a dispute in an event. */
const TakenBack = z.object({
  id: z.string(),
  status: z.string().nullish(),
  amount: z.number().int(),
  currency: z.string(),
  payment_intent: z.string(),
  reason: z.string().nullish(),
})

/** Acts on an event about money that was given back or is disputed; null for any other event. */
async function takeBack(event: Event, caller: AnonymousContext): Promise<string | null> {
  const [kind] = /^(refund|charge\.dispute)(?=\.)/.exec(event.type) ?? []
  const read = TakenBack.safeParse(event.payload)
  if (!kind || !read.success) return null
  const { id, status, amount, currency, payment_intent: paymentIntentId, reason } = read.data
  const isFailed = status === "failed" || status === "canceled"
  if (kind === "refund" ? !isFailed && status !== "succeeded" : event.type !== "charge.dispute.created")
    return "ignored"
  const payer = await payerOf(event.account, paymentIntentId)
  if (!payer) return "unknown"
  const ctx = within(caller, payer.organizationId)
  const facts = { attempt: payer.attempt, paymentIntentId, amount, currency }
  if (kind === "refund")
    return refundPayment(ctx, { ...facts, refundId: id, status: isFailed ? "failed" : "succeeded" })
  return disputePayment(ctx, { ...facts, reason: reason?.replaceAll("_", " ") ?? null }, { submission: id })
}

/**
 * Whose payment it is: an organization's own account is its own; on the installation's the payment itself names whose it is,
 * as it was written when its page was opened.
 */
async function payerOf(account: string, paymentIntentId: string) {
  if (account !== installationAccount) return { organizationId: asId<"organizations">(account), attempt: null }
  const stripe = installationStripe()
  if (!stripe) return null
  const { metadata } = await stripeFor(stripe).retrievePaymentIntent(paymentIntentId)
  const { organization = "", attempt = "" } = metadata
  if (!isId(organization) || !isId(attempt)) return null
  return { organizationId: asId<"organizations">(organization), attempt: asId<"checkouts">(attempt) }
}

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
