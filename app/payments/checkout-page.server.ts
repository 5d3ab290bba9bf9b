import { setTimeout as pause } from "node:timers/promises"
import type { ClientContext } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { type Opened, openCheckout } from "./open-checkout.server"

const turns = 24
const betweenTurns = 500

type Asked = { invoiceId: Id<"invoices">; amount?: string | null }

/**
 * The payment page for an invoice. While another window is opening it, waits for that one's answer, up to twelve seconds, so
 * that a button pressed twice leads to one page. Throws OutsideFailure when the payment service is down.
 */
export async function checkoutPage(ctx: ClientContext, asked: Asked): Promise<Opened> {
  for (let turn = 1; ; turn++) {
    const opened = await openCheckout(ctx, asked)
    if (opened.state !== "opening" || turn === turns) return opened
    await pause(betweenTurns)
  }
}
