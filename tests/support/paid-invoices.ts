import { openCheckout } from "~/payments/open-checkout.server"
import type { Id } from "~/platform/language/ids"
import { aSentInvoice, eventsOf, payOn, sandbox, sessionOf, type ToldEvent, tell } from "./payments"
import { type Agency, rows } from "./world"

/** A sent invoice of 119.00 whose payment page is open. */
export async function anOpenPage(agency: Agency) {
  const invoice = await aSentInvoice(agency)
  const { url } = await openCheckout(invoice.holder, { invoiceId: invoice.invoiceId })
  return { ...invoice, url, session: sessionOf(url) }
}

/** An invoice of 119.00 paid by card, of which nothing was told yet, and the payment as the payment service names it. */
export async function anUntoldPayment(agency: Agency) {
  const invoice = await anOpenPage(agency)
  await payOn(invoice.session)
  const pages = await sandbox<{ id: string; payment_intent: string }[]>("/sessions")
  return { ...invoice, paymentIntentId: pages.find(({ id }) => id === invoice.session)!.payment_intent }
}

/** An invoice of 119.00 that was paid by card, its events told. */
export async function aPaidInvoice(agency: Agency) {
  const invoice = await anUntoldPayment(agency)
  await tell(...(await eventsOf(invoice.session)))
  const [payment] = await rows<{ id: Id<"payments"> }>(agency, "select id from payments where provider_ref = $1", [
    invoice.paymentIntentId,
  ])
  return { ...invoice, paymentId: payment!.id }
}

/** What has happened to a refund or a dispute, in order. */
export const objectEvents = (id: string) => sandbox<ToldEvent[]>(`/events?object=${id}`)
