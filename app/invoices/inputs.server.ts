import { z } from "zod"
import {
  checkbox,
  currency,
  id,
  optionalDate,
  optionalId,
  optionalText,
  text,
  version,
  wholeNumber,
} from "~/platform/language/fields.server"
import { LinesInput } from "~/pricing/inputs.server"

const draft = {
  companyId: id("companies", "Choose a client"),
  contactId: optionalId("contacts"),
  title: text("Say what the invoice is for"),
  currency: currency(),
  issueOn: optionalDate(),
  dueOn: optionalDate(),
  termsDays: wholeNumber(0, 365, "Enter the days to pay, from 0 to 365"),
  serviceFromOn: optionalDate(),
  serviceToOn: optionalDate(),
  poNumber: optionalText(80),
  notes: optionalText(5000),
  lines: LinesInput,
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

export const DraftInvoiceInput = z.object({ ...draft, dealId: optionalId("deals") }).superRefine(checkDates)
export const EditInvoiceInput = z
  .object({ invoiceId: id("invoices"), version: version(), ...draft })
  .superRefine(checkDates)
/** The form of a draft, whose address names the invoice. */
export const InvoiceFormInput = z.object({ version: version(), ...draft }).superRefine(checkDates)
export const InvoiceIdInput = z.object({ invoiceId: id("invoices") })
/** Issuing names the version that was looked at, so that what is frozen is what was confirmed. */
export const IssueInvoiceInput = z.object({ invoiceId: id("invoices"), version: version(), send: checkbox() })
export const IssueInvoiceFormInput = IssueInvoiceInput.omit({ invoiceId: true })
export const RenderInvoiceInput = z.object({ invoiceId: id("invoices"), send: checkbox() })
export const IssueDepositInvoiceInput = z.object({ proposalId: id("proposals") })

export type DraftInvoice = z.output<typeof DraftInvoiceInput>
