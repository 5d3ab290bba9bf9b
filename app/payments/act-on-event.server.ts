import { z } from "zod"
import type { webhookInbox } from "#db/schema/people"
import { factOf as factOfMail } from "~/activities/mail"
import { findMail } from "~/activities/mail-queries.server"
import { settleMail } from "~/activities/settle-mail.server"
import { installationStripe, type StripePayment, stripeFor } from "~/adapters/stripe.server"
import { type Context, mint, type SystemContext } from "~/platform/data/contexts.server"
import { Conflict, type DomainError, isDomainError } from "~/platform/language/errors"
import { asId, type Id, isId } from "~/platform/language/ids"
import { log } from "~/platform/log.server"
import { everyOrganization, resolveCheckout } from "~/platform/security/resolve.server"
import { factOf, installationAccount, methodOf, strangeAccount } from "./checkout"
import { disputeFactsOf } from "./dispute"
import { disputePayment } from "./dispute-payment.server"
import { findProblem } from "./problem-queries.server"
import { recordProblem } from "./record-problem.server"
import { refundStatusOf } from "./refund-report.server"
import { settleCheckout } from "./settle-checkout.server"
import { settleProblem } from "./settle-problem.server"
import { settleRefund } from "./settle-refund.server"

/** An event of the inbox. */
export type InboxEvent = typeof webhookInbox.$inferSelect

/** What came of an event: its outcome, or why it could not be acted on. */
export type Acted = { outcome: string; problem: null } | { outcome: null; problem: string }

type Whose = { organizationId: Id<"organizations">; act(ctx: SystemContext): Promise<string> }

/**
 * Acts on an event: finds whose payment it is about and has it settled, refunded or disputed there, in that organization's
 * own transaction. Doing it twice does it once. What cannot be acted on stands on the organization's list of problems, until
 * it is; when the payment service itself cannot be asked whose it is, that failure is passed on.
 */
export async function actOn(event: InboxEvent, by: Context): Promise<Acted> {
  const whose = await whoseEvent(event)
  if (typeof whose === "string") return { outcome: whose, problem: null }
  const ctx = within(by, whose.organizationId)
  const acted = await whose.act(ctx).then(succeeded, (error: unknown) => failed(error, event))
  if (event.provider !== "stripe") return acted
  if (acted.problem !== null) await recordProblem(ctx, { ...about(event), kind: "event", reason: acted.problem })
  else if (event.lastError !== null) await clear(ctx, event)
  return acted
}

const succeeded = (outcome: string): Acted => ({ outcome, problem: null })

/** A refusal of the domain in its own words; a bug is for the log, and says so. */
function failed(error: unknown, { eventId, type }: InboxEvent): Acted {
  if (isDomainError(error)) return { outcome: null, problem: sentenceOf(error) }
  log.error({ error, eventId, type }, "an event could not be acted on")
  return { outcome: null, problem: "Something unexpected went wrong; the program's log says what." }
}

const sentenceOf = ({ message }: DomainError) => message.slice(0, 500)

const about = ({ eventId, account, type }: InboxEvent) => ({ ref: eventId, account, type, invoiceId: null })

async function clear(ctx: SystemContext, { eventId }: InboxEvent) {
  const problem = await findProblem(ctx, { kind: "event", ref: eventId })
  if (problem) await settleProblem(ctx, { problemId: problem.id })
}

/** Whose event it is and what it asks for, or, as a word, why nobody's. */
async function whoseEvent(event: InboxEvent): Promise<Whose | "ignored" | "unknown"> {
  if (event.provider === "sendgrid") return aboutMail(event)
  const strange = strangeAccount(event.account)
  if (strange) return ofStranger(event, strange)
  return /^(refund|charge\.dispute)\./.test(event.type) ? takenBack(event) : aboutPage(event)
}

/** What an event of a strange account names, and the kinds of events that would have been acted on. */
const Named = z.object({ metadata: z.object({ organization: z.string() }) })
const bookable = /^(checkout\.session|refund|charge\.dispute)\./

/** An event of the other mode, or of an account that is not ours, is never booked: it is a problem of the organization it names, or of the only one. */
async function ofStranger(event: InboxEvent, { sender, reason }: { sender: string; reason: string }) {
  if (!bookable.test(event.type)) return "ignored"
  const known = await everyOrganization()
  const read = Named.safeParse(event.payload)
  const named = sender === installationAccount ? (read.success ? read.data.metadata.organization : "") : sender
  const organizationId = known.find((id) => id === named) ?? (known.length === 1 ? known[0] : undefined)
  return organizationId ? { organizationId, act: () => Promise.reject(new Conflict(reason)) } : "unknown"
}

/** What is read of a report on a mail. */
const Reported = z.object({
  organization: z.string(),
  mail: z.string(),
  reason: z.string().optional(),
  response: z.string().optional(),
  type: z.string().optional(),
})

/** What the mail service reports of a mail, in the organization that the mail itself names. */
function aboutMail(event: InboxEvent): Whose | "ignored" | "unknown" {
  const read = Reported.safeParse(event.payload)
  const fact = read.success ? factOfMail(event.type, read.data) : null
  if (!read.success || !fact) return "ignored"
  const { organization, mail, reason, response } = read.data
  if (!isId(organization) || !isId(mail)) return "unknown"
  const report = { mailId: mail, fact, reason: reason ?? response, happenedAt: event.happenedAt }
  return {
    organizationId: asId<"organizations">(organization),
    act: async (ctx) => ((await findMail(ctx, { mailId: mail })) ? settleMail(ctx, report) : "unknown"),
  }
}

/** What is read of a payment page in an event; Stripe's other fields stay in the inbox. */
const Session = z.object({
  id: z.string(),
  payment_status: z.string().nullish(),
  amount_total: z.number().int().nullish(),
  currency: z.string().nullish(),
  payment_intent: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
})

async function aboutPage(event: InboxEvent): Promise<Whose | "ignored" | "unknown"> {
  const session = Session.safeParse(event.payload)
  const fact = session.success ? factOf(event.type, session.data.payment_status) : null
  if (!session.success || !fact) return "ignored"
  const found = await resolveCheckout(session.data.id)
  if (!found || !speaksFor(event.account, found.organizationId)) return "unknown"
  const { amount_total, currency, payment_intent, metadata } = session.data
  const report = {
    ...{ checkoutId: found.checkoutId, fact, method: methodOf(event.type), account: event.account },
    ...{ amount: amount_total ?? null, currency: currency ?? null, paymentIntentId: payment_intent ?? null },
    metadata: metadata ?? {},
  }
  return { organizationId: found.organizationId, act: (ctx) => settleCheckout(ctx, report) }
}

/** What is read of a refund or a dispute in an event. */
const TakenBack = z.object({
  id: z.string(),
  status: z.string().nullish(),
  amount: z.number().int(),
  currency: z.string(),
  payment_intent: z.string(),
  reason: z.string().nullish(),
  failure_reason: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  balance_transactions: z.array(z.object({ amount: z.number() })).nullish(),
})
type TakenBack = z.output<typeof TakenBack>

async function takenBack(event: InboxEvent): Promise<Whose | "ignored" | "unknown"> {
  const read = TakenBack.safeParse(event.payload)
  if (!read.success) return "ignored"
  const payer = await payerOf(event.account, read.data.payment_intent)
  if (!payer) return "unknown"
  const { organizationId, attempt, intent } = payer
  const act = event.type.startsWith("refund.") ? actOnRefund : actOnDispute
  return {
    organizationId,
    async act(ctx) {
      if (intent && attempt) await bookFirst(ctx, attempt, intent)
      return act(ctx, event, read.data, attempt)
    },
  }
}

function actOnRefund(ctx: SystemContext, _: InboxEvent, read: TakenBack, attempt: Id<"checkouts"> | null) {
  const { id: refundId, amount, currency, payment_intent: paymentIntentId, failure_reason: failure, metadata } = read
  const own = isId(metadata?.refund ?? "") ? asId<"refunds">(metadata!.refund!) : null
  const facts = { refundId, own, status: refundStatusOf(read.status), failure: failure ?? null }
  return settleRefund(ctx, { ...facts, attempt, paymentIntentId, amount, currency })
}

function actOnDispute(ctx: SystemContext, { type }: InboxEvent, read: TakenBack, attempt: Id<"checkouts"> | null) {
  const { id: disputeId, amount, currency, payment_intent: paymentIntentId, status, reason } = read
  const moved = read.balance_transactions ?? []
  const facts = disputeFactsOf({
    ...{ status, eventType: type },
    withdrawn: moved.some((movement) => movement.amount < 0),
    reinstated: moved.some((movement) => movement.amount > 0),
  })
  const words = reason?.replaceAll("_", " ") ?? null
  return disputePayment(ctx, { disputeId, facts, reason: words, attempt, paymentIntentId, amount, currency })
}

/** Books the payment that something is taken back of, where its own report is late or lost: the service says that it came. */
async function bookFirst(ctx: SystemContext, checkoutId: Id<"checkouts">, intent: StripePayment) {
  if (intent.status === "succeeded") await settleCheckout(ctx, paidReport(checkoutId, intent))
}

/** A payment that the service says has come, as the report of its page would have said it. */
export const paidReport = (checkoutId: Id<"checkouts">, intent: StripePayment) => ({
  ...{ checkoutId, fact: "paid" as const, method: intent.method === "card" ? ("card" as const) : ("bank" as const) },
  ...{ account: installationAccount, amount: intent.receivedMinor, currency: intent.currency },
  ...{ paymentIntentId: intent.id, metadata: intent.metadata },
})

/**
 * Whose payment it is: an organization's own account is its own; on the installation's the payment itself names whose it is,
 * as it was written when its page was opened.
 */
async function payerOf(account: string, paymentIntentId: string) {
  if (account !== installationAccount)
    return { organizationId: asId<"organizations">(account), attempt: null, intent: null }
  const stripe = installationStripe()
  if (!stripe) return null
  const intent = await stripeFor(stripe).retrievePaymentIntent(paymentIntentId)
  const { organization = "", attempt = "" } = intent.metadata
  if (!isId(organization) || !isId(attempt)) return null
  return { organizationId: asId<"organizations">(organization), attempt: asId<"checkouts">(attempt), intent }
}

/** An organization's own account speaks of its own payments alone. */
const speaksFor = (account: string, organizationId: string) =>
  account === installationAccount || account === organizationId

/** The program itself, inside the organization that an understood event belongs to. */
function within({ now, mails, requestId, ip, userAgent }: Context, organizationId: Id<"organizations">): SystemContext {
  return mint({ kind: "system", organizationId, cause: "webhook", now, mails, requestId, ip, userAgent })
}
