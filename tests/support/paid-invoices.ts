import { openCheckout } from "~/payments/open-checkout.server"
import type { Id } from "~/platform/language/ids"
import { aSentInvoice, eventsOf, payOn, sandbox, sessionOf, type ToldEvent, tell } from "./payments"
import { type Agency, rows } from "./world"

/** An invoice of 119.00 that was paid by card, its events told. */
export async function aPaidInvoice(agency: Agency) {
  const invoice = await aSentInvoice(agency)
  const session = sessionOf((await openCheckout(invoice.holder, { invoiceId: invoice.invoiceId })).url)
  await payOn(session)
  await tell(...(await eventsOf(session)))
  const [payment] = await rows<{ id: Id<"payments">; provider_ref: string }>(
    agency,
    "select p.id, p.provider_ref from payments p join checkouts c on c.id = p.checkout_id where c.invoice_id = $1",
    [invoice.invoiceId],
  )
  return { ...invoice, session, paymentId: payment!.id, paymentIntentId: payment!.provider_ref }
}

/** What has happened to a refund or a dispute, in order. */
export const objectEvents = (id: string) => sandbox<ToldEvent[]>(`/events?object=${id}`)
