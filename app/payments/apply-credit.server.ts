import { getInvoice } from "~/invoices/invoice-queries.server"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { creditSources } from "./client-credit.server"
import { ApplyCreditInput } from "./inputs.server"
import { closeOpenCheckouts, holdSettlement, settleBy } from "./settlement.server"

/** Lets a client's credit settle one of its invoices, as far as it reaches: the oldest money first. */
export const applyCredit = command({
  name: "apply-credit",
  actors: ["staff", "system"],
  input: ApplyCreditInput,
  async step(ctx, { invoiceId }) {
    const invoice = await getInvoice(ctx, { invoiceId })
    const { companyId, currency } = invoice
    const { balanceMinor } = await holdSettlement(ctx, invoiceId)
    if (balanceMinor === 0n) throw new Conflict("Nothing is owed of this invoice any more.")
    let left = balanceMinor
    for (const { paymentId, freeMinor } of await creditSources(ctx, companyId, currency)) {
      const share = freeMinor < left ? freeMinor : left
      if (share === 0n) break
      await settleBy(ctx, paymentId, invoice, share)
      left -= share
    }
    const amountMinor = balanceMinor - left
    if (amountMinor === 0n) throw new Conflict(`This client has no credit in ${currency}.`)
    ctx.record("credit.applied", { companyId, invoiceId, amountMinor, currency })
    await closeOpenCheckouts(ctx, invoiceId)
    return { invoiceId, amountMinor }
  },
})
