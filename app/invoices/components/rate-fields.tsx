import type { FieldMetadata } from "@conform-to/react"
import { FieldRow } from "~/ui/field"
import { DateField, NumberField, TextField } from "~/ui/fields"

type RateFields = Record<"exchangeRate" | "exchangeRateOn" | "exchangeRateSource", FieldMetadata<string | null>>
type RateFieldsProps = { fields: RateFields; currency: string; taxCurrency: string | null }

/** Asks for the rate to the currency the seller accounts its tax in, where the invoice is in another. */
export function RateFields({ fields, currency, taxCurrency }: RateFieldsProps) {
  const { exchangeRate, exchangeRateOn, exchangeRateSource } = fields
  const all = [exchangeRate, exchangeRateOn, exchangeRateSource]
  const isGiven = all.some(({ initialValue, errors }) => initialValue || errors)
  if (!isGiven && (taxCurrency === null || taxCurrency === currency)) return null
  const own = taxCurrency ?? "your own currency"
  return (
    <FieldRow>
      <NumberField
        label={`1 ${currency} in ${own}`}
        field={exchangeRate}
        optional
        hint={`Where VAT is charged, the invoice states it in ${own} too`}
      />
      <DateField label="Day of the rate" field={exchangeRateOn} optional />
      <TextField label="Source of the rate" field={exchangeRateSource} optional maxLength={80} suggestions={["ECB"]} />
    </FieldRow>
  )
}

/** The same for the summary of errors and the comparison with what somebody else wrote. */
export const rateSummary = ({ exchangeRate, exchangeRateOn, exchangeRateSource }: RateFields) => [
  { label: "Exchange rate", field: exchangeRate },
  { label: "Day of the rate", field: exchangeRateOn },
  { label: "Source of the rate", field: exchangeRateSource },
]
