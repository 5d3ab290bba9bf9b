import { decimalOf, isCurrency, stripeMinimum, stripeMinor } from "~/platform/language/money"
import { Refusal } from "./payments.server"
import type { FormValue } from "./request.server"
import type { SessionObject } from "./stripe-objects"

type Form = Record<string, FormValue>

const minutes = 60

/** Reads the form that opens a Checkout page; throws Stripe's refusal of what Stripe would not take. */
export function readSession(form: Form, id: string, now: Date): SessionObject {
  const created = Math.floor(now.getTime() / 1000)
  if (text(form.mode) !== "payment") throw new Refusal("Only mode payment is played here.", "mode")
  const lines = Array.isArray(form.line_items)
    ? form.line_items.map((line, at) => readLine(line, `line_items[${at}]`))
    : []
  const [first] = lines
  if (!first) throw new Refusal("You must provide line_items.", "line_items")
  if (lines.some((line) => line.currency !== first.currency))
    throw new Refusal("All prices must use the same currency.", "line_items")
  const total = lines.reduce((sum, line) => sum + line.amount, 0)
  refuseTooSmall(total, first.currency)
  const payment = branch(form.payment_intent_data)
  return {
    id,
    object: "checkout.session",
    created,
    amount_subtotal: total,
    amount_total: total,
    cancel_url: form.cancel_url === undefined ? null : address(form.cancel_url, "cancel_url"),
    client_reference_id: text(form.client_reference_id) ?? null,
    currency: first.currency,
    customer: null,
    customer_details: null,
    customer_email: text(form.customer_email) ?? null,
    expires_at: expiry(form.expires_at, created),
    livemode: false,
    locale: null,
    metadata: metadata(form.metadata),
    mode: "payment",
    payment_intent: null,
    payment_method_types: ["card", "sepa_debit"],
    payment_status: "unpaid",
    status: "open",
    success_url: address(form.success_url, "success_url"),
    url: null,
    kept: {
      title: lines.map((line) => line.title).join(", "),
      description: text(payment.description) ?? null,
      metadata: metadata(payment.metadata),
    },
  }
}

function refuseTooSmall(amount: number, currency: string) {
  const least = stripeMinimum(currency.toUpperCase())
  if (!least || amount >= stripeMinor(least)) return
  const sentence = `The Checkout Session's total amount due must add up to at least ${decimalOf(least)} ${currency}`
  throw new Refusal(sentence, null, 400, "amount_too_small")
}

const text = (value: FormValue | undefined) => (typeof value === "string" && value !== "" ? value : undefined)
const branch = (value: FormValue | undefined): Form => (typeof value === "object" && !Array.isArray(value) ? value : {})

function readLine(line: FormValue, param: string): { title: string; amount: number; currency: string } {
  const { price_data, quantity } = branch(line)
  const price = branch(price_data)
  const currency = text(price.currency) ?? ""
  if (!isCurrency(currency.toUpperCase()) || currency !== currency.toLowerCase()) {
    throw new Refusal(`Invalid currency: ${currency}.`, `${param}[price_data][currency]`)
  }
  const title = text(branch(price.product_data).name)
  if (!title) throw new Refusal(`Missing required param: ${param}[price_data][product_data][name].`, param)
  const unit = integer(price.unit_amount, `${param}[price_data][unit_amount]`)
  return { title, amount: unit * integer(quantity ?? "1", `${param}[quantity]`), currency }
}

function integer(value: FormValue | undefined, param: string): number {
  if (typeof value !== "string" || !/^[1-9]\d{0,11}$/.test(value)) throw new Refusal(`Invalid integer: ${param}`, param)
  return Number(value)
}

function address(value: FormValue | undefined, param: string): string {
  const given = text(value)
  if (!given || !/^https?:\/\//.test(given) || !URL.canParse(given)) {
    throw new Refusal(
      "Not a valid URL: an explicit scheme (such as https) must be provided.",
      param,
      400,
      "url_invalid",
    )
  }
  return given
}

function expiry(value: FormValue | undefined, created: number): number {
  const day = 24 * 60 * minutes
  if (value === undefined) return created + day
  const at = integer(value, "expires_at")
  if (at < created + 30 * minutes - 5) {
    throw new Refusal(
      "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
      "expires_at",
    )
  }
  if (at > created + day + 5) {
    throw new Refusal(
      "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
      "expires_at",
    )
  }
  return at
}

function metadata(value: FormValue | undefined): Record<string, string> {
  const entries = Object.entries(branch(value))
  if (entries.length > 50) throw new Refusal("You can specify up to 50 metadata keys.", "metadata")
  for (const [name, one] of entries) {
    if (typeof one !== "string" || name.length > 40 || one.length > 500) {
      throw new Refusal("Metadata values can have up to 500 characters.", `metadata[${name}]`)
    }
  }
  return Object.fromEntries(entries) as Record<string, string>
}
