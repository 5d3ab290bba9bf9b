import { and, desc, eq, inArray } from "drizzle-orm"
import { checkouts } from "#db/schema/invoices"
import { links } from "#db/schema/proposals"
import { type CheckoutOpening, type StripeAccount, stripeFor } from "~/adapters/stripe.server"
import { invoiceLink } from "~/invoices/invoice-link.server"
import { getHeldInvoice, type Invoice } from "~/invoices/invoice-queries.server"
import { headingOf } from "~/invoices/invoice-words"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Invalid, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { stripeMinor, stripeObstacle } from "~/platform/language/money"
import { fillLinks, findLink, linkPlaceholder } from "~/platform/security/links.server"
import { aboutCheckout, type Checkout } from "./checkout-events.server"
import { expireCheckout } from "./expire-checkout.server"
import { OpenCheckoutInput } from "./inputs.server"
import { holdSettlement } from "./ledger.server"
import { stripeAccountOf } from "./stripe-account.server"

/**
 * The payment page, or why there is none: another window is opening it just now, a payment is under way, nothing is owed,
 * or card payment is off.
 */
export type Opened =
  | { state: "open"; url: string }
  | { state: "opening" | "pending" | "paid" | "off"; url: null }

type Attempt = { known: Opened } | { checkout: Checkout; account: StripeAccount; opening: CheckoutOpening }

const minute = 60_000
/** How long a page stays open: the payment service takes up to 24 hours. */
const life = 23 * 60 * minute
/** A page is not offered again shortly before it closes. */
const leastLeft = 5 * minute
/** A call lasts ten seconds at most: an attempt that was begun earlier was cut off, and its key may be used again. */
const longestCall = 15_000

/**
 * Opens the payment page for what an invoice still needs, for whoever holds its link or that of the proposal it is the
 * deposit of. The attempt and its key are written before the call; a page that is open for the same amount is used again.
 */
export const openCheckout = outsideCommand({
  name: "open-checkout",
  actors: ["client"],
  input: OpenCheckoutInput,
  async step(ctx, { invoiceId }): Promise<Attempt> {
    const invoice = await getHeldInvoice(ctx, { invoiceId })
    const account = await stripeAccountOf(ctx)
    if (!account) return ctx.unchanged(nothing("off"))
    const { balanceMinor } = await holdSettlement(ctx, invoice.id)
    if (balanceMinor <= 0n) return ctx.unchanged(nothing("paid"))
    const obstacle = stripeObstacle({ minor: balanceMinor, currency: invoice.currency })
    if (obstacle) throw new Invalid("", obstacle)
    const attempts = await livingAttempts(ctx, invoice.id)
    if (attempts.some((each) => each.status === "pending")) return ctx.unchanged(nothing("pending"))
    const linkId = await knownLink(ctx, invoice)
    const own = attempts.find((each) => each.linkId === linkId)
    const again = own && use(own, balanceMinor, ctx.now)
    if (again === "call") return ctx.unchanged(await callFor(ctx, own!, invoice, account))
    if (again) return ctx.unchanged({ known: again })
    for (const { id } of attempts.filter((each) => each.linkId === linkId)) {
      await ctx.enqueue({ command: expireCheckout.definition, input: { checkoutId: id } })
    }
    return callFor(ctx, await writeAttempt(ctx, invoice, linkId ?? (await newLink(ctx, invoice)), balanceMinor), invoice, account)
  },
  async outside(attempt) {
    return "known" in attempt ? null : stripeFor(attempt.account).openCheckoutSession(attempt.opening)
  },
  async settle(ctx, attempt, outcome): Promise<Opened> {
    if ("known" in attempt) return ctx.unchanged(attempt.known)
    const { checkout } = attempt
    if (!outcome.ok) return fail(ctx, checkout, outcome.error.message)
    return outcome.answer ? keep(ctx, checkout, outcome.answer) : ctx.unchanged(nothing("opening").known)
  },
})

const nothing = (state: "opening" | "pending" | "paid" | "off") => ({ known: { state, url: null } as const })

/** Attempts that may still lead to a payment, the newest first. */
const livingAttempts = (ctx: Work, invoiceId: Id<"invoices">) =>
  ctx.db
    .select()
    .from(checkouts)
    .where(and(eq(checkouts.invoiceId, invoiceId), inArray(checkouts.status, ["opening", "open", "pending"])))
    .orderBy(desc(checkouts.attempt))

/** What to do with the attempt a reader has already: use its page, wait for it, call again with its key, or nothing. */
function use({ status, url, amountMinor, expiresAt, updatedAt }: Checkout, balanceMinor: bigint, now: Date): Opened | "call" | null {
  const left = (expiresAt?.getTime() ?? 0) - now.getTime()
  if (amountMinor !== balanceMinor || left < leastLeft) return null
  if (status === "open" && url) return { state: "open", url }
  if (now.getTime() - updatedAt.getTime() < longestCall) return { state: "opening", url: null }
  return "call"
}

/** The reader's link to the invoice: the one in their hand, or the one that the holder of the proposal's link has. */
async function knownLink(ctx: Work<"client">, invoice: Invoice): Promise<Id<"links"> | null> {
  const { hold } = ctx.caller
  if (hold.of !== "link") throw new NotFound("invoice")
  if (hold.purpose === "invoice") return hold.linkId
  const known = await findLink(ctx, { objectId: invoice.id, contactId: hold.contactId })
  return known?.id ?? null
}

function newLink(ctx: Work<"client">, invoice: Invoice): Promise<Id<"links">> {
  const { hold } = ctx.caller
  if (hold.of !== "link") throw new NotFound("invoice")
  const { contactId, email } = hold
  return invoiceLink(ctx, invoice, contactId && email ? { contactId, email, name: email } : null)
}

async function writeAttempt(ctx: Work, invoice: Invoice, linkId: Id<"links">, amountMinor: bigint): Promise<Checkout> {
  const [last] = await ctx.db
    .select({ attempt: checkouts.attempt })
    .from(checkouts)
    .where(eq(checkouts.invoiceId, invoice.id))
    .orderBy(desc(checkouts.attempt))
    .limit(1)
  const attempt = (last?.attempt ?? 0) + 1
  const { id: invoiceId, currency } = invoice
  const idempotencyKey = `inv_${invoiceId}_attempt_${attempt}`
  const expiresAt = new Date(ctx.now.getTime() + life)
  const [checkout] = await ctx.db
    .insert(checkouts)
    .values({ invoiceId, linkId, attempt, amountMinor, currency, idempotencyKey, expiresAt })
    .returning()
  ctx.record("checkout.started", { ...(await aboutCheckout(ctx, checkout!)), amountMinor, currency })
  return checkout!
}

/** The call as the attempt's row alone determines it, so that the same key always asks for the same page. */
async function callFor(ctx: Work, checkout: Checkout, invoice: Invoice, account: StripeAccount): Promise<Attempt> {
  const { id, organizationId, linkId, amountMinor, currency, idempotencyKey, expiresAt } = checkout
  const [link] = await ctx.db.select({ email: links.email }).from(links).where(eq(links.id, linkId))
  const page = await fillLinks(ctx, linkPlaceholder(linkId))
  const opening: CheckoutOpening = {
    amountMinor: stripeMinor({ minor: amountMinor, currency }),
    currency,
    description: headingOf({ kind: invoice.kind, number: invoice.number }),
    invoiceRef: { organization: organizationId, invoice: invoice.id, attempt: id },
    ...{ successUrl: `${page}?paid=1`, cancelUrl: page, customerEmail: link?.email ?? undefined },
    idempotencyKey,
    expiresAt: expiresAt ?? ctx.now,
  }
  return { checkout, account, opening }
}

async function keep(ctx: Work, checkout: Checkout, page: { id: string; url: string; expiresAt: Date }): Promise<Opened> {
  const { balanceMinor } = await holdSettlement(ctx, checkout.invoiceId)
  const { id, amountMinor, currency } = checkout
  const [opened] = await ctx.db
    .update(checkouts)
    .set({ status: "open", sessionId: page.id, url: page.url, expiresAt: page.expiresAt, lastError: null, updatedAt: ctx.now })
    .where(and(eq(checkouts.id, id), inArray(checkouts.status, ["opening", "failed"])))
    .returning()
  const isOwed = balanceMinor === amountMinor
  if (!isOwed) await ctx.enqueue({ command: expireCheckout.definition, input: { checkoutId: id } })
  const answer: Opened = isOwed ? { state: "open", url: page.url } : { state: balanceMinor > 0n ? "opening" : "paid", url: null }
  if (!opened) return ctx.unchanged(answer)
  ctx.record("checkout.opened", { ...(await aboutCheckout(ctx, opened)), amountMinor, currency })
  return answer
}

async function fail(ctx: Work, checkout: Checkout, reason: string): Promise<Opened> {
  const [failed] = await ctx.db
    .update(checkouts)
    .set({ status: "failed", lastError: reason, updatedAt: ctx.now })
    .where(and(eq(checkouts.id, checkout.id), eq(checkouts.status, "opening")))
    .returning()
  const answer = nothing("opening").known
  if (!failed) return ctx.unchanged(answer)
  ctx.record("checkout.failed", { ...(await aboutCheckout(ctx, failed)), reason })
  return answer
}
