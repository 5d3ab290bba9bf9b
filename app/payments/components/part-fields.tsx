import { FormActions, SubmitButton } from "~/ui/button"
import type { BoundField } from "~/ui/field"
import { MoneyField } from "~/ui/fields"
import type { ClientInvoicePage } from "../client-invoice"

type PartFieldsProps = { part: NonNullable<ClientInvoicePage["part"]>; field?: BoundField; cancelHref?: string }

/** How much of an invoice its client pays now, and the button that leads on. */
export function PartFields({ part, field, cancelHref }: PartFieldsProps) {
  const bound = field ? { field } : { name: "amount", id: "amount", defaultValue: part.typed }
  return (
    <>
      <MoneyField label="Amount to pay" {...bound} currency={part.currency} hint={part.hint} required />
      <FormActions sticky={false} cancelHref={cancelHref} cancelLabel="Back to the invoice">
        <SubmitButton icon="credit-card">Pay this amount</SubmitButton>
      </FormActions>
    </>
  )
}
