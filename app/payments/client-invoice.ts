import type { InvoiceState } from "~/invoices/invoice"
import { dayIn, type InvoiceWords, wordsOf } from "~/invoices/invoice-words"
import type { InvoiceSnapshot } from "~/invoices/snapshot"
import { type CalendarDate, relativeDays } from "~/platform/language/dates"
import { formatMoney } from "~/platform/language/money"
import { type CheckoutStatus, type PaymentMethod, paymentMethodNames } from "./payment"

/** What was found of a client's invoice, `today` by the agency's calendar. */
export type ClientInvoice = {
  document: InvoiceSnapshot
  today: CalendarDate
  state: InvoiceState
  balanceMinor: bigint
  currency: string
  payments: {
    id: string
    amountMinor: bigint
    method: PaymentMethod
    receivedOn: string
    reversesId: string | null
  }[]
  checkout: { status: CheckoutStatus } | null
  canPay: boolean
}

/** How the invoice's last way to payment stands to the client. */
export type ClientStage = "paid" | "confirming" | "pending" | "checked" | "refused" | "owed"

/** An invoice as its client sees it: every figure, date and state in words. */
export type ClientInvoicePage = {
  words: InvoiceWords
  brand: string
  email: string | null
  state: InvoiceState
  stage: ClientStage
  /** What is still owed, until when, and how that day stands to today; null when nothing is. */
  due: { amount: string; day: string; relative: string; isOverdue: boolean } | null
  payments: { id: string; label: string; amount: string }[]
  paid: string
  canPay: boolean
}

/** Puts a client's invoice into words. `isBack`: they come from the payment page and say nothing more than that. */
export function clientInvoicePage(found: ClientInvoice, isBack: boolean): ClientInvoicePage {
  const { document, today, state, balanceMinor, currency, payments } = found
  const { locale, dueOn, seller } = document
  const money = (minor: bigint) => formatMoney({ minor, currency }, locale)
  const stage = stageOf(found, isBack)
  const isOwed = balanceMinor > 0n
  const words = wordsOf(document)
  return {
    words: isOwed ? words : { ...words, transfer: [] },
    ...{ brand: seller.brand, email: seller.email, state, stage },
    due: isOwed
      ? {
          amount: money(balanceMinor),
          day: dayIn(dueOn, locale) ?? "on receipt",
          relative: dueOn ? relativeDays(dueOn as CalendarDate, today) : "due now",
          isOverdue: dueOn !== null && dueOn < today,
        }
      : null,
    payments: payments.map(({ id, amountMinor, method, receivedOn, reversesId }) => ({
      id,
      label: `${wayOf(method, amountMinor, reversesId)}, ${dayIn(receivedOn, locale)}`,
      amount: money(amountMinor),
    })),
    paid: money(BigInt(document.totalMinor) - balanceMinor),
    canPay: found.canPay && stage !== "checked",
  }
}

const wayOf = (method: PaymentMethod, amountMinor: bigint, reversesId: string | null) =>
  reversesId ? "Taken back" : amountMinor < 0n ? "Refunded" : paymentMethodNames[method]

function stageOf({ balanceMinor, checkout }: ClientInvoice, isBack: boolean): ClientStage {
  if (balanceMinor <= 0n) return "paid"
  switch (checkout?.status) {
    case "pending":
      return "pending"
    case "quarantined":
      return "checked"
    case "failed":
      return "refused"
    case "open":
      return isBack ? "confirming" : "owed"
    default:
      return "owed"
  }
}
