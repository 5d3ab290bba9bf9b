import type { InvoiceState } from "~/invoices/invoice"
import { dayIn, type InvoiceWords, wordsOf } from "~/invoices/invoice-words"
import type { InvoiceSnapshot } from "~/invoices/snapshot"
import { type CalendarDate, relativeDays } from "~/platform/language/dates"
import { formatMoney, stripeMinimum } from "~/platform/language/money"
import { type CheckoutStatus, type PaymentMethod, paymentMethodNames } from "./payment"
import { typedAmount } from "./typed-amount"

/** What was found of a client's invoice, `today` by the agency's calendar. */
export type ClientInvoice = {
  document: InvoiceSnapshot
  today: CalendarDate
  state: InvoiceState
  balanceMinor: bigint
  creditedMinor: bigint
  creditNotes: { id: string; number: string | null; totalMinor: bigint; address: string | null }[]
  currency: string
  payments: {
    id: string
    amountMinor: bigint
    /** What of it settles this invoice. */
    hereMinor: bigint
    method: PaymentMethod
    receivedOn: string
    reversesId: string | null
  }[]
  checkout: { status: CheckoutStatus } | null
  canPay: boolean
  canPayPart: boolean
  obstacle: string | null
}

/** How the invoice's last way to payment stands to the client. */
export type ClientStage =
  | "credited"
  | "credit_note"
  | "paid"
  | "confirming"
  | "pending"
  | "checked"
  | "refused"
  | "owed"

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
  /** What credit notes took back, each with the way to it. */
  credits: { number: string; amount: string; address: string | null }[]
  /** Of a credit note: the number of the invoice it takes back. */
  creditsNumber: string | null
  total: string
  /** What credit notes leave of the invoice. */
  left: string
  paid: string
  canPay: boolean
  /** What is asked where less than everything may be paid. */
  part: { typed: string; currency: string; hint: string } | null
  /** Why what is owed is paid by bank transfer alone. */
  obstacle: string | null
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
    payments: payments.map(({ id, amountMinor, hereMinor, method, receivedOn, reversesId }) => ({
      id,
      label: [
        wayOf(method, amountMinor, reversesId),
        dayIn(receivedOn, locale),
        hereMinor !== amountMinor && `of ${money(amountMinor)}`,
      ]
        .filter(Boolean)
        .join(", "),
      amount: money(hereMinor),
    })),
    credits: found.creditNotes.map(({ number, totalMinor, address }) => ({
      ...{ number: number ?? "", amount: money(-totalMinor), address },
    })),
    creditsNumber: document.credits?.number ?? null,
    total: money(BigInt(document.totalMinor)),
    left: money(BigInt(document.totalMinor) - found.creditedMinor),
    paid: money(BigInt(document.totalMinor) - balanceMinor - found.creditedMinor),
    canPay: found.canPay && stage !== "checked",
    part: found.canPayPart && stage !== "checked" ? partOf(found) : null,
    obstacle: found.obstacle,
  }
}

function partOf({ balanceMinor, currency, document: { locale } }: ClientInvoice) {
  const money = (minor: bigint) => formatMoney({ minor, currency }, locale)
  const least = stripeMinimum(currency)
  const hint = `At most ${money(balanceMinor)}${least ? `, at least ${money(least.minor)}` : ""}`
  return { typed: typedAmount({ minor: balanceMinor, currency }, locale), currency, hint }
}

const wayOf = (method: PaymentMethod, amountMinor: bigint, reversesId: string | null) =>
  reversesId ? "Taken back" : amountMinor < 0n ? "Refunded" : paymentMethodNames[method]

function stageOf({ balanceMinor, checkout, state }: ClientInvoice, isBack: boolean): ClientStage {
  if (state === "credited" || state === "credit_note") return state
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
