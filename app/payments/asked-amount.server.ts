import type { Invoice } from "~/invoices/invoice-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import type { Reading } from "~/platform/data/work.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { formatMoney, parseMoney, stripeObstacle } from "~/platform/language/money"

/**
 * What a client pays now: everything that is owed, or the part they typed where the agency lets clients pay in parts. Refuses
 * what is more than is owed and what the payment service cannot charge, at the field where an amount was typed.
 */
export async function askedAmount(ctx: Reading, invoice: Invoice, balanceMinor: bigint, typed: string | null) {
  const { currency, snapshot } = invoice
  const field = typed === null ? "" : "amount"
  const asked = typed === null ? balanceMinor : await partOf(ctx, invoice, balanceMinor, typed)
  const obstacle = stripeObstacle({ minor: asked, currency })
  if (obstacle) throw new Invalid(field, obstacle)
  if (asked > balanceMinor) {
    const owed = formatMoney({ minor: balanceMinor, currency }, snapshot?.locale ?? "en")
    throw new Invalid(field, `No more than ${owed} is owed.`)
  }
  return asked
}

async function partOf(ctx: Reading, { currency, snapshot }: Invoice, balanceMinor: bigint, text: string) {
  const { allowsPartialPayments, locale } = await getOrganization(ctx, {})
  const typed = parseMoney(text, currency, snapshot?.locale ?? locale)
  if (!typed.ok) throw new Invalid("amount", typed.reason)
  if (typed.money.minor <= 0n) throw new Invalid("amount", "Enter an amount above zero.")
  if (!allowsPartialPayments && typed.money.minor !== balanceMinor)
    throw new Conflict("This invoice is paid as a whole.")
  return typed.money.minor
}
