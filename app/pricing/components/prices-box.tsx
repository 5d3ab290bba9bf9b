import type { FieldMetadata } from "@conform-to/react"
import { CheckboxField } from "~/ui/choice-fields"
import { summarisedBox } from "~/ui/reply-form"

const label = "Prices include the tax"

/** Asks whether the prices of a document contain the tax; the same on deals, proposals and invoices. */
export function PricesBox({ field }: { field: FieldMetadata<boolean> }) {
  return <CheckboxField label={label} field={field} hint="The tax is then taken out of the prices, not put on top" />
}

/** The same for the summary of errors and the comparison with what somebody else wrote. */
export const pricesBoxSummary = (field: FieldMetadata<boolean>) => summarisedBox(label, field)
