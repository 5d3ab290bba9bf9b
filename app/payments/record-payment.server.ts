import type { z } from "zod"
import { getInvoice, type Invoice, organizationToday } from "~/invoices/invoice-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import { formatMoney, parseMoney } from "~/platform/language/money"
import { RecordPaymentInput } from "./inputs.server"
import { bookPayment, type Share } from "./ledger.server"
import { queueReceipt } from "./receipt-mail.server"
import { holdClient, holdSettlement } from "./settlement.server"

type Others = z.output<typeof RecordPaymentInput>["others"]

/**
 * Writes down money that came by bank, in cash or otherwise, for an invoice and, where they are named, for others of the same
 * client; more than is owed becomes the client's credit.
 */
export const recordPayment = command({
  name: "record-payment",
  actors: ["staff", "system"],
  input: RecordPaymentInput,
  async step(ctx, { invoiceId, amount, method, receivedOn, reference, sendReceipt, others }) {
    const invoice = await getInvoice(ctx, { invoiceId })
    const { locale } = await getOrganization(ctx, {})
    const amountMinor = amountOf("amount", amount, invoice.currency, locale)
    if (receivedOn > (await organizationToday(ctx))) throw new Invalid("receivedOn", "This day has not come yet.")
    await holdClient(ctx, invoice.companyId)
    const shares = await sharesOf(ctx, invoice, others, locale)
    const shared = shares.reduce((all, share) => all + share.amountMinor, 0n)
    if (shared > amountMinor) throw new Invalid("amount", "This is less than what the other invoices get of it.")
    const recordedById = ctx.actor.personId
    const receipt = { method, receivedOn, reference, recordedById, amountMinor }
    const payment = await bookPayment(ctx, invoice, receipt, shares)
    if (payment && sendReceipt) await queueReceipt(ctx, invoice, payment, shares)
    return { invoiceId, paymentId: payment?.id ?? null }
  },
})

function amountOf(field: string, text: string, currency: string, locale: string): bigint {
  const typed = parseMoney(text, currency, locale)
  if (!typed.ok) throw new Invalid(field, typed.reason)
  if (typed.money.minor <= 0n) throw new Invalid(field, "Enter an amount above zero. A wrong payment is reversed.")
  return typed.money.minor
}

/** What other invoices get: each once, of the same client and currency, and no more than it still needs. */
async function sharesOf(ctx: Work, invoice: Invoice, others: Others, locale: string): Promise<Share[]> {
  const { currency } = invoice
  const seen = new Set<string>([invoice.id])
  const shares: Share[] = []
  for (const [at, { invoiceId, amount }] of others.entries()) {
    if (amount === null) continue
    const field = `others[${at}].amount`
    const amountMinor = amountOf(field, amount, currency, locale)
    const other = await getInvoice(ctx, { invoiceId })
    const fits = other.companyId === invoice.companyId && other.currency === currency && !seen.has(invoiceId)
    if (!fits) throw new Invalid(field, "Choose another invoice of this client, in the same currency.")
    seen.add(invoiceId)
    const { balanceMinor } = await holdSettlement(ctx, invoiceId)
    const owed = formatMoney({ minor: balanceMinor, currency }, locale)
    if (amountMinor > balanceMinor) throw new Invalid(field, `Of this invoice only ${owed} are owed.`)
    shares.push({ invoice: other, amountMinor })
  }
  return shares
}
