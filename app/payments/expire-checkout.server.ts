import { and, eq, inArray } from "drizzle-orm"
import { checkouts } from "#db/schema/invoices"
import { type StripeAccount, stripeFor } from "~/adapters/stripe.server"
import { outsideCommand } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { aboutCheckout } from "./checkout-events.server"
import { CheckoutIdInput } from "./inputs.server"
import { stripeAccountOf } from "./stripe-account.server"

type Attempt = { checkoutId: Id<"checkouts">; call: { sessionId: string; account: StripeAccount } | null }

/** Closes a payment page that nobody should pay on any more; one that was paid meanwhile stays as it is. */
export const expireCheckout = outsideCommand({
  name: "expire-checkout",
  actors: ["system"],
  input: CheckoutIdInput,
  async step(ctx, { checkoutId }): Promise<Attempt> {
    const [checkout] = await ctx.db.select().from(checkouts).where(eq(checkouts.id, checkoutId))
    if (!checkout) throw new NotFound("checkout")
    const account = await stripeAccountOf(ctx)
    const { status, sessionId } = checkout
    const call = status === "open" && sessionId && account ? { sessionId, account } : null
    return ctx.unchanged({ checkoutId, call })
  },
  async outside({ call }) {
    return call && stripeFor(call.account).expireSession(call.sessionId)
  },
  async settle(ctx, { checkoutId }, outcome) {
    const isClosed = outcome.ok && outcome.answer?.status === "expired"
    const [expired] = isClosed
      ? await ctx.db
          .update(checkouts)
          .set({ status: "expired", updatedAt: ctx.now })
          .where(and(eq(checkouts.id, checkoutId), inArray(checkouts.status, ["opening", "open"])))
          .returning()
      : []
    if (!expired) return ctx.unchanged({ checkoutId })
    ctx.record("checkout.expired", await aboutCheckout(ctx, expired))
    return { checkoutId }
  },
})
