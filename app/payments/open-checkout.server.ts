import { and, eq } from "drizzle-orm"
import { checkouts } from "#db/schema/invoices"
import { type CheckoutOpening, type StripeAccount, stripeFor } from "~/adapters/stripe.server"
import { invoiceLink } from "~/invoices/invoice-link.server"
import { getHeldInvoice, type Invoice } from "~/invoices/invoice-queries.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { findLink } from "~/platform/security/links.server"
import { askedAmount } from "./asked-amount.server"
import {
  closeAttempts,
  isBeingOpened,
  isUsable,
  livingAttempts,
  openingOf,
  writeAttempt,
} from "./checkout-attempts.server"
import { aboutCheckout, type Checkout } from "./checkout-events.server"
import { expireCheckout } from "./expire-checkout.server"
import { OpenCheckoutInput } from "./inputs.server"
import { holdSettlement } from "./settlement.server"
import { stripeAccountOf } from "./stripe-account.server"

/**
 * The payment page, or why there is none: another window is opening it just now, a payment is under way, nothing is owed,
 * or card payment is off.
 */
export type Opened = { state: "open"; url: string } | { state: "opening" | "pending" | "paid" | "off"; url: null }

type Page = { id: string; url: string; expiresAt: Date }
/** What the payment service did: the page, or null when somebody paid on another page meanwhile; and the pages it closed. */
type Answer = { page: Page | null; closed: Id<"checkouts">[] }
type Call = { checkout: Checkout; account: StripeAccount; opening: CheckoutOpening; others: Checkout[] }
type Attempt = { known: Opened } | Call

/**
 * Opens the payment page for what an invoice still needs, for whoever holds its link or that of the proposal it is the
 * deposit of. The attempt and its key are written before the call; a page that is open for the same amount is used again.
 * An invoice has one open page: those of other readers, or for another amount, are closed first.
 */
export const openCheckout = outsideCommand({
  name: "open-checkout",
  actors: ["client"],
  input: OpenCheckoutInput,
  async step(ctx, { invoiceId, amount }): Promise<Attempt> {
    const invoice = await getHeldInvoice(ctx, { invoiceId })
    const account = await stripeAccountOf(ctx)
    if (!account) return ctx.unchanged(nothing("off"))
    const { balanceMinor } = await holdSettlement(ctx, invoice.id)
    if (balanceMinor <= 0n) return ctx.unchanged(nothing("paid"))
    const askedMinor = await askedAmount(ctx, invoice, balanceMinor, amount)
    const attempts = await livingAttempts(ctx, invoice.id)
    if (attempts.some(({ status }) => status === "pending")) return ctx.unchanged(nothing("pending"))
    if (attempts.some((each) => isBeingOpened(each, ctx.now))) return ctx.unchanged(nothing("opening"))
    const linkId = await knownLink(ctx, invoice)
    const own = attempts.find((each) => each.linkId === linkId && isUsable(each, askedMinor, ctx.now))
    if (own?.url) return ctx.unchanged({ known: { state: "open", url: own.url } })
    const others = attempts.filter((each) => each !== own)
    await closeAttempts(
      ctx,
      others.filter(({ sessionId }) => sessionId === null).map(({ id }) => id),
    )
    const checkout = own ?? (await writeAttempt(ctx, invoice, linkId ?? (await newLink(ctx, invoice)), askedMinor))
    return ctx.unchanged({ checkout, account, opening: await openingOf(ctx, checkout, invoice), others })
  },
  async outside(attempt): Promise<Answer | null> {
    if ("known" in attempt) return null
    const stripe = stripeFor(attempt.account)
    const closed: Id<"checkouts">[] = []
    for (const { id, sessionId } of attempt.others) {
      if (sessionId === null) continue
      const { status } = await stripe.expireSession(sessionId)
      if (status === "complete") return { page: null, closed }
      closed.push(id)
    }
    return { page: await stripe.openCheckoutSession(attempt.opening), closed }
  },
  async settle(ctx, attempt, outcome): Promise<Opened> {
    if ("known" in attempt) return ctx.unchanged(attempt.known)
    const { checkout } = attempt
    if (!outcome.ok) return refuse(ctx, checkout, outcome.error.message)
    const { page, closed } = outcome.answer!
    await closeAttempts(ctx, page ? closed : [...closed, checkout.id])
    return page ? keep(ctx, checkout, page) : ctx.unchanged(nothing("pending").known)
  },
})

const nothing = (state: "opening" | "pending" | "paid" | "off") => ({ known: { state, url: null } as const })

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

/** Keeps the page that was opened. One for an amount that is no longer owed is closed again and shown to nobody. */
async function keep(ctx: Work, checkout: Checkout, page: Page): Promise<Opened> {
  const { balanceMinor } = await holdSettlement(ctx, checkout.invoiceId)
  const { id, amountMinor, currency } = checkout
  const [opened] = await ctx.db
    .update(checkouts)
    .set({ status: "open", sessionId: page.id, url: page.url, expiresAt: page.expiresAt, updatedAt: ctx.now })
    .where(and(eq(checkouts.id, id), eq(checkouts.status, "opening")))
    .returning()
  if (!opened) return ctx.unchanged(nothing("opening").known)
  ctx.record("checkout.opened", { ...(await aboutCheckout(ctx, opened)), amountMinor, currency })
  if (amountMinor <= balanceMinor) return { state: "open", url: page.url }
  await ctx.enqueue({ command: expireCheckout.definition, input: { checkoutId: id } })
  return nothing(balanceMinor > 0n ? "opening" : "paid").known
}

/** The payment service gave no page: nothing was charged, and the next try is a new attempt with a key of its own. */
async function refuse(ctx: Work, checkout: Checkout, reason: string): Promise<Opened> {
  const [refused] = await ctx.db
    .update(checkouts)
    .set({ status: "failed", lastError: reason, updatedAt: ctx.now })
    .where(and(eq(checkouts.id, checkout.id), eq(checkouts.status, "opening")))
    .returning()
  const answer = nothing("opening").known
  if (!refused) return ctx.unchanged(answer)
  ctx.record("checkout.refused", { ...(await aboutCheckout(ctx, refused)), reason })
  return answer
}
