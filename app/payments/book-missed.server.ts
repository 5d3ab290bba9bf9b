import { and, eq, like, sql } from "drizzle-orm"
import { z } from "zod"
import { payments } from "#db/schema/invoices"
import type { StripeDispute, StripeListing, StripePayment, StripeRefund } from "~/adapters/stripe.server"
import type { SystemContext } from "~/platform/data/contexts.server"
import { query } from "~/platform/data/query.server"
import { isDomainError } from "~/platform/language/errors"
import { asId, type Id, isId } from "~/platform/language/ids"
import { paidReport } from "./act-on-event.server"
import { disputeFactsOf } from "./dispute"
import { disputePayment } from "./dispute-payment.server"
import { findProblem } from "./problem-queries.server"
import { type Drift, driftsOf } from "./reconciliation"
import { reportOf } from "./refund-report.server"
import { settleCheckout } from "./settle-checkout.server"
import { settleProblem } from "./settle-problem.server"
import { settleRefund } from "./settle-refund.server"

/** What a comparison found: what was looked at, how much was booked late, and what differs all the same. */
export type Missed = {
  looked: { payments: number; refunds: number; disputes: number }
  booked: number
  drifts: Drift[]
}

const day = 24 * 3_600_000
/** A payment that was booked lately must be in the listing: money arrives at most this long after it was sent. */
const longestWay = 15 * day

/** The payments of the payment service as the books have them, each with what is left of it. */
export const listBookedPayments = query({
  name: "list-booked-payments",
  permission: "payments.read",
  actors: ["system"],
  input: z.object({ since: z.date() }),
  async run(ctx, { since }) {
    const { checkoutId, providerRef, currency, amountMinor, createdAt } = payments
    const name = sql<string>`max(${providerRef}) filter (where ${like(providerRef, "pi_%")})`
    const found = await ctx.db
      .select({
        paymentIntentId: name,
        attempt: checkoutId,
        currency,
        netMinor: sql<bigint>`sum(${amountMinor})`.mapWith(BigInt),
        bookedAt: sql<Date>`min(${createdAt})`.mapWith(createdAt),
      })
      .from(payments)
      .where(and(eq(payments.provider, "stripe")))
      .groupBy(checkoutId, currency)
      .having(sql`max(${createdAt}) >= ${since}`)
    const recent = since.getTime() + longestWay
    return found.map(({ bookedAt, ...payment }) => ({ ...payment, isRecent: bookedAt.getTime() >= recent }))
  },
})

/** Books what the payment service has and the books have not, by the commands that its events would have begun, and names what differs then. */
export async function bookMissed(ctx: SystemContext, all: StripeListing, since: Date): Promise<Missed> {
  const ours = ofOrganization(all, ctx.organizationId)
  let booked = 0
  const note = (outcome: string | null) => {
    if (outcome !== null && outcome !== "unchanged" && outcome !== "unknown") booked++
  }
  for (const payment of ours.payments) note(await bookPayment(ctx, payment))
  for (const refund of ours.refunds) note(await refused(settleRefund(ctx, reportOf(refund, ofRefund(refund, ours)))))
  for (const dispute of ours.disputes) note(await bookDispute(ctx, dispute, ours))
  const drifts = driftsOf(ours, await listBookedPayments(ctx, { since }))
  for (const { id } of ours.payments) if (!drifts.some(({ ref }) => ref === id)) await clear(ctx, id)
  const looked = { payments: ours.payments.length, refunds: ours.refunds.length, disputes: ours.disputes.length }
  return { looked, booked, drifts }
}

/** What of the account's objects is the organization's: each payment names whose it is, as written when its page was opened. */
function ofOrganization({ payments, refunds, disputes }: StripeListing, organizationId: string): StripeListing {
  const ours = payments.filter(({ metadata }) => metadata.organization === organizationId)
  const ids = new Set(ours.map(({ id }) => id))
  const isOurs = ({ paymentIntentId }: { paymentIntentId: string | null }) => ids.has(paymentIntentId ?? "")
  return { payments: ours, refunds: refunds.filter(isOurs), disputes: disputes.filter(isOurs) }
}

const attemptOf = (payment: StripePayment | undefined): Id<"checkouts"> | null => {
  const attempt = payment?.metadata.attempt ?? ""
  return isId(attempt) ? asId<"checkouts">(attempt) : null
}

const payerIn = ({ payments }: StripeListing, paymentIntentId: string | null) =>
  attemptOf(payments.find(({ id }) => id === paymentIntentId))

function ofRefund({ metadata, paymentIntentId }: StripeRefund, ours: StripeListing) {
  const own = metadata.refund ?? ""
  return { own: isId(own) ? asId<"refunds">(own) : null, attempt: payerIn(ours, paymentIntentId) }
}

async function bookPayment(ctx: SystemContext, payment: StripePayment): Promise<string | null> {
  const attempt = attemptOf(payment)
  if (payment.status !== "succeeded" || !attempt) return null
  return refused(settleCheckout(ctx, paidReport(attempt, payment)))
}

function bookDispute(ctx: SystemContext, dispute: StripeDispute, ours: StripeListing): Promise<string | null> {
  const { id: disputeId, amountMinor: amount, currency, reason, paymentIntentId } = dispute
  const of = { attempt: payerIn(ours, paymentIntentId), paymentIntentId: paymentIntentId ?? "", amount, currency }
  const words = reason?.replaceAll("_", " ") ?? null
  return refused(disputePayment(ctx, { disputeId, facts: disputeFactsOf(dispute), reason: words, ...of }))
}

/** What the domain refuses to book shows as a difference afterwards. */
const refused = (booking: Promise<string>): Promise<string | null> =>
  booking.catch((error: unknown) => {
    if (isDomainError(error)) return null
    throw error
  })

async function clear(ctx: SystemContext, ref: string) {
  const problem = await findProblem(ctx, { kind: "drift", ref })
  if (problem) await settleProblem(ctx, { problemId: problem.id })
}
