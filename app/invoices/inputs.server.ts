import { z } from "zod"
import {
  checkbox,
  currency,
  decimal,
  id,
  optionalDate,
  optionalId,
  optionalText,
  text,
  version,
  wholeNumber,
} from "~/platform/language/fields.server"
import { exponentOf, isCurrency } from "~/platform/language/money"
import { InvoiceLinesInput } from "~/pricing/inputs.server"
import type { ExchangeRate } from "./tax-currency"

/** What one unit of the invoice's currency is in the seller's own; nothing where it is in that one. */
const exchangeRate = z
  .preprocess(
    (given) => (given === undefined || given === "" ? null : given),
    decimal({ what: "Enter a rate such as 0.9234", min: 0, places: 10 })
      .refine((rate) => Number(rate) > 0, "Enter a rate above 0")
      .nullable(),
  )
  .prefault(null)

const draft = {
  companyId: id("companies", "Choose a client"),
  contactId: optionalId("contacts"),
  title: text("Say what the invoice is for"),
  currency: currency(),
  pricesIncludeTax: checkbox(),
  discountPercent: decimal({ what: "Enter a percentage from 0 to 100", min: 0, max: 100, fallback: "0" }).prefault("0"),
  discountAmount: decimal({ what: "Enter an amount such as 150.00", min: 0, fallback: "0" }).prefault("0"),
  exchangeRate,
  exchangeRateOn: optionalDate(),
  exchangeRateSource: optionalText(80),
  issueOn: optionalDate(),
  dueOn: optionalDate(),
  termsDays: wholeNumber(0, 365, "Enter the days to pay, from 0 to 365"),
  serviceFromOn: optionalDate(),
  serviceToOn: optionalDate(),
  poNumber: optionalText(80),
  notes: optionalText(5000),
  lines: InvoiceLinesInput,
}

type Dates = { issueOn: string | null; dueOn: string | null; serviceFromOn: string | null; serviceToOn: string | null }

function checkDates({ issueOn, dueOn, serviceFromOn, serviceToOn }: Dates, check: z.RefinementCtx) {
  if (issueOn && dueOn && dueOn < issueOn) {
    check.addIssue({ code: "custom", path: ["dueOn"], message: "Enter a due date on or after the issue date" })
  }
  if (serviceFromOn && serviceToOn && serviceToOn < serviceFromOn) {
    check.addIssue({ code: "custom", path: ["serviceToOn"], message: "The service cannot end before it began" })
  }
}

type Discount = { currency: string; discountPercent: string; discountAmount: string }

/** A discount is a percentage or an amount, and an amount is no finer than the currency. */
function checkDiscount({ currency, discountPercent, discountAmount }: Discount, check: z.RefinementCtx) {
  const refuse = (message: string) => check.addIssue({ code: "custom", path: ["discountAmount"], message })
  if (!isCurrency(currency) || Number(discountAmount) === 0) return
  const places = exponentOf(currency)
  if (Number(discountPercent) !== 0) refuse("Enter a discount in percent or as an amount, not both")
  if ((discountAmount.split(".")[1] ?? "").length > places) {
    refuse(places === 0 ? `${currency} has no decimals` : `Enter at most ${places} decimals in ${currency}`)
  }
}

/** A rate is of a day, and by somebody; none of the three stands alone. */
function checkRate({ exchangeRate, exchangeRateOn, exchangeRateSource }: ExchangeRate, check: z.RefinementCtx) {
  if (exchangeRate === null && exchangeRateOn === null && exchangeRateSource === null) return
  const refuse = (path: keyof ExchangeRate, message: string) =>
    check.addIssue({ code: "custom", path: [path], message })
  if (exchangeRate === null) refuse("exchangeRate", "Enter the rate of that day, such as 0.9234")
  if (exchangeRateOn === null) refuse("exchangeRateOn", "Enter the day of the rate")
  if (exchangeRateSource === null) refuse("exchangeRateSource", "Say who publishes the rate, such as ECB")
}

function checkDraft(given: Dates & Discount & ExchangeRate, check: z.RefinementCtx) {
  checkRate(given, check)
  checkDates(given, check)
  checkDiscount(given, check)
}

/** A final invoice deducts the deposits before it; what else is asked for is an invoice. */
const kind = z.enum(["invoice", "final"]).default("invoice").catch("invoice")

export const DraftInvoiceInput = z.object({ ...draft, kind, dealId: optionalId("deals") }).superRefine(checkDraft)
export const EditInvoiceInput = z
  .object({ invoiceId: id("invoices"), version: version(), ...draft })
  .superRefine(checkDraft)
/** The form of a draft, whose address names the invoice. */
export const InvoiceFormInput = z.object({ version: version(), ...draft }).superRefine(checkDraft)
export const InvoiceIdInput = z.object({ invoiceId: id("invoices") })
/** Issuing names the version that was looked at, so that what is frozen is what was confirmed. */
export const IssueInvoiceInput = z.object({ invoiceId: id("invoices"), version: version(), send: checkbox() })
export const IssueInvoiceFormInput = IssueInvoiceInput.omit({ invoiceId: true })
export const RenderInvoiceInput = z.object({ invoiceId: id("invoices"), send: checkbox() })
export const IssueDepositInvoiceInput = z.object({ proposalId: id("proposals") })

export type DraftInvoice = z.output<typeof DraftInvoiceInput>
