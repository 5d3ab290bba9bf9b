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

const draft = {
  companyId: id("companies", "Choose a client"),
  contactId: optionalId("contacts"),
  title: text("Say what the invoice is for"),
  currency: currency(),
  pricesIncludeTax: checkbox(),
  discountPercent: decimal({ what: "Enter a percentage from 0 to 100", min: 0, max: 100, fallback: "0" }).prefault("0"),
  discountAmount: decimal({ what: "Enter an amount such as 150.00", min: 0, fallback: "0" }).prefault("0"),
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

function checkDraft(given: Dates & Discount, check: z.RefinementCtx) {
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
