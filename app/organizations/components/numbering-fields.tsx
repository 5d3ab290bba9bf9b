import type { FieldMetadata } from "@conform-to/react"
import { FieldRow } from "~/ui/field"
import { SelectField, TextField } from "~/ui/fields"

type NumberingFieldsProps = {
  currency: FieldMetadata<string>
  invoicePattern: FieldMetadata<string>
  creditNotePattern: FieldMetadata<string>
  currencies: { value: string; label: string }[]
  /** Whether a document went out, so that the currency stays. */
  isBegun: boolean
}

/** The currency of the books, and how invoices and credit notes are numbered. */
export function NumberingFields(props: NumberingFieldsProps) {
  const { currency, invoicePattern, creditNotePattern, currencies, isBegun } = props
  return (
    <>
      <SelectField
        label="Currency"
        field={currency}
        options={currencies}
        required
        hint={isBegun ? "Documents went out in it, so it stays" : "It stays once a first document has gone out"}
      />
      <FieldRow>
        <TextField
          label="Numbers of invoices"
          field={invoicePattern}
          required
          maxLength={48}
          autoComplete="off"
          hint="INV-{YYYY}-{####} is INV-2026-0001"
        />
        <TextField
          label="Numbers of credit notes"
          field={creditNotePattern}
          required
          maxLength={48}
          autoComplete="off"
          hint="CN-{YYYY}-{####} is CN-2026-0001"
        />
      </FieldRow>
      <p className="hint mb-5">
        Numbers run from one each year, without a gap. A series that has begun keeps its pattern to the end of its year;
        a change then holds from the next.
      </p>
    </>
  )
}
