import { desc } from "drizzle-orm"
import { reconciliations } from "#db/schema/refunds"
import { type StripeAccount, type StripeListing, stripeFor } from "~/adapters/stripe.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { SystemContext } from "~/platform/data/contexts.server"
import { bookMissed, type Missed } from "./book-missed.server"
import { ReconcileAccountInput } from "./inputs.server"
import { recordProblem } from "./record-problem.server"
import { stripeAccountOf } from "./stripe-account.server"

const day = 24 * 3_600_000
/** How far each comparison reaches behind the one before: refunds fail, and debits arrive, weeks later. */
const overlap = 30 * day

type Attempt = { account: StripeAccount; since: Date; caller: SystemContext } | null
type Answer = { listing: StripeListing; missed: Missed } | null

/**
 * Compares the books with the payment service, since the last comparison and thirty days before it: what was missed is
 * booked by the same commands as its events would have been, and what differs all the same is named.
 */
export const reconcileAccount = outsideCommand({
  name: "reconcile-account",
  actors: ["system"],
  input: ReconcileAccountInput,
  async step(ctx): Promise<Attempt> {
    const account = await stripeAccountOf(ctx)
    const [last] = await ctx.db.select().from(reconciliations).orderBy(desc(reconciliations.comparedTo)).limit(1)
    const from = Math.min(last?.comparedTo.getTime() ?? ctx.now.getTime(), ctx.now.getTime())
    return ctx.unchanged(account && { account, since: new Date(from - overlap), caller: ctx.caller })
  },
  async outside(attempt): Promise<Answer> {
    if (!attempt) return null
    const listing = await stripeFor(attempt.account).listSince(attempt.since)
    return { listing, missed: await bookMissed(attempt.caller, listing, attempt.since) }
  },
  async settle(ctx, attempt, outcome) {
    const answer = outcome.ok ? outcome.answer : null
    if (!attempt || !answer) return ctx.unchanged({ booked: 0, drifts: 0 })
    const { booked, drifts, looked } = answer.missed
    for (const { ref, reason } of drifts)
      await recordProblem.step(ctx, {
        kind: "drift",
        ref,
        account: null,
        type: "reconciliation",
        reason,
        invoiceId: null,
      })
    const [kept] = await ctx.db
      .insert(reconciliations)
      .values({ comparedFrom: attempt.since, comparedTo: ctx.now, looked, booked, drifts: drifts.length })
      .returning({ id: reconciliations.id })
    ctx.record("account.reconciled", { reconciliationId: kept!.id, booked, drifts: drifts.length })
    return { booked, drifts: drifts.length }
  },
})
