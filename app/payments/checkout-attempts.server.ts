import { and, desc, eq, gt, inArray, isNull, or } from "drizzle-orm"
import { checkouts } from "#db/schema/invoices"
import { links } from "#db/schema/proposals"
import type { CheckoutOpening } from "~/adapters/stripe.server"
import type { Invoice } from "~/invoices/invoice-queries.server"
import { headingOf } from "~/invoices/invoice-words"
import type { Reading, Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { stripeMinor } from "~/platform/language/money"
import { withQuery } from "~/platform/language/paths"
import { fillLinks, linkPlaceholder } from "~/platform/security/links.server"
import { aboutCheckout, type Checkout } from "./checkout-events.server"

const minute = 60_000
/** How long a page stays open: the payment service takes up to 24 hours. */
const life = 23 * 60 * minute
/** A page is not offered again shortly before it closes. */
const leastLeft = 5 * minute
/** A call lasts ten seconds at most: an attempt that was begun earlier was cut off, and its key may be used again. */
const longestCall = 15_000

/** Attempts of an invoice that may still lead to a payment, the newest first. */
export const livingAttempts = (ctx: Reading, invoiceId: Id<"invoices">): Promise<Checkout[]> =>
  ctx.db
    .select()
    .from(checkouts)
    .where(
      and(
        eq(checkouts.invoiceId, invoiceId),
        or(
          eq(checkouts.status, "pending"),
          and(
            inArray(checkouts.status, ["opening", "open"]),
            or(isNull(checkouts.expiresAt), gt(checkouts.expiresAt, ctx.now)),
          ),
        ),
      ),
    )
    .orderBy(desc(checkouts.attempt))

/** Whether the call that opens an attempt's page may still be under way. */
export const isBeingOpened = ({ status, updatedAt }: Checkout, now: Date): boolean =>
  status === "opening" && now.getTime() - updatedAt.getTime() < longestCall

/** Whether an attempt asks for what is owed, and long enough still. */
export const isUsable = ({ amountMinor, expiresAt }: Checkout, balanceMinor: bigint, now: Date): boolean =>
  amountMinor === balanceMinor && (expiresAt?.getTime() ?? 0) - now.getTime() >= leastLeft

/** Writes an attempt with its key, before the payment service is asked. */
export async function writeAttempt(
  ctx: Work,
  { id: invoiceId, currency }: Invoice,
  linkId: Id<"links">,
  amountMinor: bigint,
): Promise<Checkout> {
  const [last] = await ctx.db
    .select({ attempt: checkouts.attempt })
    .from(checkouts)
    .where(eq(checkouts.invoiceId, invoiceId))
    .orderBy(desc(checkouts.attempt))
    .limit(1)
  const attempt = (last?.attempt ?? 0) + 1
  const idempotencyKey = `inv_${invoiceId}_attempt_${attempt}`
  const expiresAt = new Date(ctx.now.getTime() + life)
  const [checkout] = await ctx.db
    .insert(checkouts)
    .values({ invoiceId, linkId, attempt, amountMinor, currency, idempotencyKey, expiresAt })
    .returning()
  ctx.record("checkout.started", { ...(await aboutCheckout(ctx, checkout!)), amountMinor, currency })
  return checkout!
}

/** Closes attempts in our books, those that are not further yet. */
export async function closeAttempts(ctx: Work, ids: Id<"checkouts">[]): Promise<void> {
  if (ids.length === 0) return
  const closed = await ctx.db
    .update(checkouts)
    .set({ status: "expired", updatedAt: ctx.now })
    .where(and(inArray(checkouts.id, ids), inArray(checkouts.status, ["opening", "open"])))
    .returning()
  for (const checkout of closed) ctx.record("checkout.expired", await aboutCheckout(ctx, checkout))
}

/** The page to ask for, as the attempt's row alone determines it, so that the same key always asks for the same page. */
export async function openingOf(ctx: Work, checkout: Checkout, invoice: Invoice): Promise<CheckoutOpening> {
  const { id, organizationId, linkId, amountMinor, currency, idempotencyKey, expiresAt } = checkout
  const [link] = await ctx.db.select({ email: links.email }).from(links).where(eq(links.id, linkId))
  const page = await fillLinks(ctx, linkPlaceholder(linkId))
  return {
    amountMinor: stripeMinor({ minor: amountMinor, currency }),
    currency,
    description: headingOf({ kind: invoice.kind, number: invoice.number }),
    invoiceRef: { organization: organizationId, invoice: invoice.id, attempt: id },
    ...{ successUrl: withQuery(page, { paid: 1 }), cancelUrl: page, customerEmail: link?.email ?? undefined },
    idempotencyKey,
    expiresAt: expiresAt ?? ctx.now,
  }
}
