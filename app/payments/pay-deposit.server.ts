import { depositInvoiceAddress, findDeposit } from "~/invoices/client-links.server"
import type { ClientContext } from "~/platform/data/contexts.server"
import { isDomainError } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { withQuery } from "~/platform/language/paths"
import { log } from "~/platform/log.server"
import { checkoutPage } from "./checkout-page.server"

/**
 * Where a client goes after signing: the payment page for the deposit, or, when it cannot be opened now, the invoice's page
 * within the site, which says that it is signed and can be paid later. Null when no deposit is asked for.
 */
export async function depositPaymentAddress(ctx: ClientContext, proposalId: Id<"proposals">): Promise<string | null> {
  const deposit = await findDeposit(ctx, { proposalId })
  if (!deposit) return null
  const page = await paymentPage(ctx, deposit.invoiceId)
  if (page) return page
  const invoicePage = await depositInvoiceAddress(ctx, proposalId)
  return invoicePage && withQuery(invoicePage, { signed: 1 })
}

/** The payment page's address, or null when it cannot be had now: the signature stands, whatever becomes of the page. */
async function paymentPage(ctx: ClientContext, invoiceId: Id<"invoices">): Promise<string | null> {
  try {
    return (await checkoutPage(ctx, { invoiceId })).url
  } catch (error) {
    if (!isDomainError(error)) throw error
    log.warn({ error, invoiceId }, "the payment page could not be opened after signing")
    return null
  }
}
