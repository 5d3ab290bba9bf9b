import { and, eq } from "drizzle-orm"
import type { z } from "zod"
import { disputes } from "#db/schema/refunds"
import { organizationToday } from "~/invoices/invoice-queries.server"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import { fromStripeMinor } from "~/platform/language/money"
import { bookCounter } from "./counter-entries.server"
import { DisputePaymentInput } from "./inputs.server"
import { findPaid } from "./paid-checkout.server"
import type { DisputeFact, DisputeStatus } from "./payment"

type Report = z.output<typeof DisputePaymentInput>
type Dispute = typeof disputes.$inferSelect
type Paid = NonNullable<Awaited<ReturnType<typeof findPaid>>>

/**
 * Takes in what the payment service reports of a dispute: what the bank takes leaves the books and what it gives back comes
 * in again, each once. Reports come twice and in any order, and each says everything that is true by then; all end alike.
 */
export const disputePayment = command({
  name: "dispute-payment",
  actors: ["system"],
  input: DisputePaymentInput,
  async step(ctx, report): Promise<"disputed" | "unchanged" | "unknown"> {
    const paid = await findPaid(ctx, report)
    if (!paid) return ctx.unchanged("unknown")
    const { payment, invoice } = paid
    const { minor: amountMinor, currency } = fromStripeMinor(report.amount, report.currency)
    if (currency !== payment.currency)
      throw new Conflict(`A payment in ${payment.currency} is disputed in ${currency}.`)
    const known = await findDispute(ctx, report.disputeId)
    const facts = newFacts(known, report.facts)
    if (facts.length === 0) return ctx.unchanged("unchanged")
    await keep(ctx, known, { report, facts, paid, amountMinor })
    const about = { paymentId: payment.id, companyId: payment.companyId, invoiceId: invoice.id, amountMinor, currency }
    const entry = { receivedOn: await organizationToday(ctx), reference: null, recordedById: null }
    for (const fact of facts) {
      if (fact === "withdrawn")
        await bookCounter(ctx, payment, invoice, {
          ...entry,
          ref: `${report.disputeId} withdrawn`,
          amountMinor: -amountMinor,
        })
      if (fact === "reinstated")
        await bookCounter(ctx, payment, invoice, { ...entry, ref: `${report.disputeId} reinstated`, amountMinor })
      if (fact === "opened") ctx.record("payment.disputed", { ...about, reason: report.reason })
      else ctx.record(`dispute.${fact}`, about)
    }
    return "disputed"
  },
})

async function findDispute(ctx: Work, disputeId: string): Promise<Dispute | null> {
  const [known] = await ctx.db
    .select()
    .from(disputes)
    .where(and(eq(disputes.provider, "stripe"), eq(disputes.providerRef, disputeId)))
  return known ?? null
}

const ranks: Record<DisputeStatus, number> = { open: 0, lost: 1, won: 2 }

/** What a report adds to what is known, in the order in which it must have happened: what came back was taken before. */
function newFacts(known: Dispute | null, reported: readonly DisputeFact[]): DisputeFact[] {
  const status = known?.status ?? "open"
  const isReinstated = reported.includes("reinstated")
  const news: [DisputeFact, boolean][] = [
    ["opened", known === null],
    ["withdrawn", !known?.withdrawnAt && (isReinstated || reported.includes("withdrawn"))],
    ["reinstated", !known?.reinstatedAt && isReinstated],
    ["lost", reported.includes("lost") && ranks[status] < ranks.lost],
    ["won", reported.includes("won") && ranks[status] < ranks.won],
  ]
  return news.flatMap(([fact, isNew]) => (isNew ? [fact] : []))
}

type News = { report: Report; facts: DisputeFact[]; paid: Paid; amountMinor: bigint }

async function keep(ctx: Work, known: Dispute | null, { report, facts, paid, amountMinor }: News) {
  const { payment, invoice } = paid
  const set = {
    ...(facts.includes("withdrawn") ? { withdrawnAt: ctx.now } : {}),
    ...(facts.includes("reinstated") ? { reinstatedAt: ctx.now } : {}),
    ...(facts.includes("won") ? { status: "won" as const } : facts.includes("lost") ? { status: "lost" as const } : {}),
    updatedAt: ctx.now,
  }
  if (known) {
    await ctx.db.update(disputes).set(set).where(eq(disputes.id, known.id))
    return
  }
  await ctx.db.insert(disputes).values({
    ...{ paymentId: payment.id, invoiceId: invoice.id, provider: "stripe", providerRef: report.disputeId },
    ...{ amountMinor, currency: payment.currency, reason: report.reason, ...set },
  })
}
