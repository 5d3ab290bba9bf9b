import { and, asc, desc, eq, inArray, isNotNull, type SQL, sql, sum } from "drizzle-orm"
import { union } from "drizzle-orm/pg-core"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { deals } from "#db/schema/deals"
import { allocations, checkouts, documents, invoiceSettlements, invoices, payments } from "#db/schema/invoices"
import { members } from "#db/schema/organizations"
import { proposals } from "#db/schema/proposals"
import { disputes, refunds } from "#db/schema/refunds"
import { InvoiceIdInput } from "~/invoices/inputs.server"
import { stateOf } from "~/invoices/invoice"
import { documentOf, getHeldInvoice, getInvoice, type Invoice } from "~/invoices/invoice-queries.server"
import { issueCandidate } from "~/invoices/issue-candidate.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { todayIn } from "~/platform/language/dates"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import type { Id } from "~/platform/language/ids"
import { stripeObstacle } from "~/platform/language/money"
import { creditOf } from "./client-credit.server"
import { leftToRefund, refundsFor } from "./credit-note-refunds.server"
import { creditedBy, creditNotesOf, creditNotesWithLinks } from "./credit-notes.server"
import { PaymentIdInput } from "./inputs.server"
import { stripeAccountOf } from "./stripe-account.server"

/** A payment and the first invoice it settled, if any. */
export const getPayment = query({
  name: "get-payment",
  permission: "payments.read",
  actors: ["staff", "system"],
  input: PaymentIdInput,
  async run(ctx, { paymentId }) {
    const [found] = await ctx.db
      .select({ payment: payments, invoice: invoices })
      .from(payments)
      .leftJoin(allocations, eq(allocations.paymentId, payments.id))
      .leftJoin(invoices, eq(invoices.id, allocations.invoiceId))
      .where(and(eq(payments.id, paymentId), visible(ctx, invoices)))
      .orderBy(asc(allocations.createdAt))
      .limit(1)
    if (!found) throw new NotFound("payment")
    return found
  },
})

/** Everything the page of an invoice shows: what it prints, how it stands, its payments, and what it belongs to. */
export const getInvoicePage = query({
  name: "get-invoice-page",
  permission: "invoices.read",
  actors: ["staff"],
  input: InvoiceIdInput,
  async run(ctx, { invoiceId }) {
    const invoice = await getInvoice(ctx, { invoiceId })
    const { timeZone, locale } = await getOrganization(ctx, {})
    const today = todayIn(timeZone, ctx.now)
    const candidate = invoice.snapshot ? null : await issueCandidate(ctx, invoice)
    const settlement = await settlementOf(ctx, invoiceId)
    const checkout = await latestCheckout(ctx, invoiceId)
    const isDemand = invoice.status === "issued" && invoice.kind !== "credit_note"
    const troubles = await troublesOf(ctx, invoiceId)
    const isDisputed = troubles.disputes.some((each) => each.status === "open")
    return {
      invoice,
      ...{ today, timeZone, locale },
      document: invoice.snapshot ?? candidate!.snapshot,
      shortcomings: invoice.status === "draft" ? (candidate?.shortcomings ?? []) : [],
      state: stateOf({ ...invoice, ...settlement, isPending: checkout?.status === "pending", isDisputed }, today),
      balanceMinor: isDemand ? invoice.totalMinor - settlement.settledMinor : 0n,
      creditedMinor: settlement.creditedMinor,
      creditMinor: isDemand ? await creditOf(ctx, invoice.companyId, invoice.currency) : 0n,
      creditNotes: await creditNotesOf(ctx, invoiceId),
      credits: invoice.creditsId ? await creditedBy(ctx, invoice.creditsId) : null,
      givingBack: invoice.creditsId ? await givingBackOf(ctx, invoice, invoice.creditsId) : null,
      payments: await paymentsOf(ctx, invoiceId),
      troubles,
      checkout,
      hasPdf: await hasPdf(ctx, invoiceId),
      names: await namesOf(ctx, invoiceId),
    }
  },
})

/**
 * Everything a client sees of their invoice: what it prints, what is still owed, what they paid, whether a payment is on its
 * way or was refused, and whether they can pay by card.
 */
export const getClientInvoice = query({
  name: "get-client-invoice",
  permission: "invoices.read",
  actors: ["client"],
  input: z.object({ invoiceId: id("invoices") }),
  async run(ctx, { invoiceId }) {
    const invoice = await getHeldInvoice(ctx, { invoiceId })
    const { timeZone, allowsPartialPayments } = await getOrganization(ctx, {})
    const { currency, totalMinor } = invoice
    const today = todayIn(timeZone, ctx.now)
    const settlement = await settlementOf(ctx, invoiceId)
    const balanceMinor = invoice.kind === "credit_note" ? 0n : totalMinor - settlement.settledMinor
    const checkout = await latestCheckout(ctx, invoiceId)
    const isPending = checkout?.status === "pending"
    const isOwed = balanceMinor > 0n && !isPending
    const obstacle = stripeObstacle({ minor: balanceMinor, currency })
    const takesCards = (await stripeAccountOf(ctx)) !== null
    return {
      document: invoice.snapshot!,
      today,
      state: stateOf({ ...invoice, ...settlement, isPending }, today),
      balanceMinor,
      creditedMinor: settlement.creditedMinor,
      creditNotes: await creditNotesWithLinks(ctx, invoiceId),
      currency,
      payments: await paymentsOf(ctx, invoiceId),
      checkout,
      canPay: isOwed && obstacle === null && takesCards,
      canPayPart: isOwed && obstacle === null && takesCards && allowsPartialPayments,
      /** Why what is owed cannot be paid by card, where cards are taken. */
      obstacle: isOwed && takesCards ? obstacle : null,
    }
  },
})

/** What was given back for a credit note, what may still go back, and of which payments of the credited invoice. */
async function givingBackOf(ctx: Reading, note: Invoice, creditedId: Id<"invoices">) {
  const refunded = await refundsFor(ctx, note.id)
  const leftMinor = await leftToRefund(ctx, note)
  const paid = leftMinor > 0n ? await paymentsOf(ctx, creditedId) : []
  return { refunds: refunded, leftMinor, payments: paid.filter(({ refundableMinor }) => refundableMinor > 0n) }
}

async function settlementOf(ctx: Reading, invoiceId: Id<"invoices">) {
  const [settlement] = await ctx.db.select().from(invoiceSettlements).where(eq(invoiceSettlements.invoiceId, invoiceId))
  const { allocatedMinor = 0n, creditedMinor = 0n } = settlement ?? {}
  return { settledMinor: allocatedMinor + creditedMinor, creditedMinor }
}

/** The payments that settled part of an invoice, and their reversals, oldest first; `hereMinor` is what of a payment settles this invoice, `creditMinor` what of it is the client's credit. */
async function paymentsOf(ctx: Reading, invoiceId: Id<"invoices">) {
  const isHere = eq(allocations.invoiceId, invoiceId)
  const hereMinor = sql<bigint>`coalesce(sum(${allocations.amountMinor}) filter (where ${isHere}), 0)`.mapWith(BigInt)
  const { id } = payments
  const found = await ctx.db
    .select({
      payment: payments,
      byName: members.name,
      allocatedMinor: sum(allocations.amountMinor).mapWith(BigInt),
      hereMinor,
    })
    .from(payments)
    .leftJoin(allocations, eq(allocations.paymentId, payments.id))
    .leftJoin(members, eq(members.personId, payments.recordedById))
    .where(inArray(id, paymentIdsOf(ctx, invoiceId)))
    .groupBy(payments.organizationId, payments.id, members.name)
    .orderBy(asc(payments.createdAt), asc(payments.id))
  const reversed = new Set(found.map(({ payment }) => payment.reversesId))
  const waiting = await ctx.db
    .select({ paymentId: refunds.paymentId, minor: sum(refunds.amountMinor).mapWith(BigInt) })
    .from(refunds)
    .where(and(eq(refunds.invoiceId, invoiceId), eq(refunds.status, "pending")))
    .groupBy(refunds.paymentId)
  const originOf = ({ id, ofId, reversesId }: Entry) => ofId ?? reversesId ?? id
  const whole = (entries: typeof found, of: (entry: (typeof found)[number]) => bigint) =>
    entries.reduce((all, entry) => all + of(entry), 0n)
  return found.map(({ payment, byName, hereMinor: settledHere }) => {
    const family = found.filter((entry) => originOf(entry.payment) === payment.id)
    const left = whole(family, (entry) => entry.payment.amountMinor)
    const pendingMinor = waiting.find(({ paymentId }) => paymentId === payment.id)?.minor ?? 0n
    return {
      ...payment,
      byName,
      hereMinor: settledHere,
      creditMinor: left - whole(family, (entry) => entry.allocatedMinor ?? 0n),
      refundableMinor: family.length > 0 && left > pendingMinor ? left - pendingMinor : 0n,
      isReversed: reversed.has(payment.id),
    }
  })
}

/** The ids of what settles an invoice, was paid on its pages, or left or came back to either; each part is found by an index. */
function paymentIdsOf(ctx: Reading, invoiceId: Id<"invoices">) {
  const { id, checkoutId, ofId } = payments
  const settling = () =>
    ctx.db.select({ id: allocations.paymentId }).from(allocations).where(eq(allocations.invoiceId, invoiceId))
  const pages = ctx.db.select({ id: checkouts.id }).from(checkouts).where(eq(checkouts.invoiceId, invoiceId))
  const those = (which: SQL) => ctx.db.select({ id }).from(payments).where(which)
  return union(settling(), those(inArray(checkoutId, pages)), those(inArray(ofId, settling())))
}

type Entry = Pick<typeof payments.$inferSelect, "id" | "ofId" | "reversesId">

/** The refunds on their way and those that failed, and the disputes of an invoice's payments, oldest first. */
async function troublesOf(ctx: Reading, invoiceId: Id<"invoices">) {
  const { id, status, amountMinor, currency, failure, updatedAt } = refunds
  const stuck = await ctx.db
    .select({ id, status, amountMinor, currency, failure, updatedAt })
    .from(refunds)
    .where(and(eq(refunds.invoiceId, invoiceId), inArray(status, ["pending", "failed"])))
    .orderBy(asc(refunds.createdAt), asc(id))
  const disputed = await ctx.db
    .select()
    .from(disputes)
    .where(eq(disputes.invoiceId, invoiceId))
    .orderBy(asc(disputes.createdAt), asc(disputes.id))
  return { refunds: stuck, disputes: disputed }
}

/** The newest attempt to pay that had a page, and how it stands. */
async function latestCheckout(ctx: Reading, invoiceId: Id<"invoices">) {
  const { id, status, lastError, updatedAt, sessionId } = checkouts
  const [latest] = await ctx.db
    .select({ id, status, lastError, updatedAt })
    .from(checkouts)
    .where(and(eq(checkouts.invoiceId, invoiceId), isNotNull(sessionId)))
    .orderBy(desc(checkouts.attempt))
    .limit(1)
  return latest ?? null
}

async function hasPdf(ctx: Reading, invoiceId: Id<"invoices">): Promise<boolean> {
  const [document] = await ctx.db
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.kind, "invoice_pdf"), eq(documents.objectId, documentOf(invoiceId))))
  return document !== undefined
}

async function namesOf(ctx: Reading, invoiceId: Id<"invoices">) {
  const [names] = await ctx.db
    .select({
      company: companies.name,
      contact: contacts.name,
      deal: deals.title,
      proposal: proposals.title,
      owner: members.name,
    })
    .from(invoices)
    .innerJoin(companies, eq(companies.id, invoices.companyId))
    .leftJoin(contacts, eq(contacts.id, invoices.contactId))
    .leftJoin(deals, eq(deals.id, invoices.dealId))
    .leftJoin(proposals, eq(proposals.id, invoices.proposalId))
    .leftJoin(members, eq(members.personId, invoices.ownerId))
    .where(eq(invoices.id, invoiceId))
  return names!
}
