import type { ReactNode } from "react"
import type { LineTax } from "~/organizations/tax-settings"
import { LineFields, type LineValues, lineSummary } from "~/pricing/components/line-fields"
import { PricesBox, pricesBoxSummary } from "~/pricing/components/prices-box"
import type { LineDraft, TermsDraft } from "~/pricing/draft"
import { linesInWords } from "~/proposals/line-words"
import { FormActions, SubmitButton } from "~/ui/button"
import { FieldGroup, FieldRow } from "~/ui/field"
import { DateField, SelectField, TextArea, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"
import { RateFields, rateSummary } from "./rate-fields"

/** What the form of an invoice holds. */
export type InvoiceValues = {
  contactId: string | null
  title: string
  currency: string
  exchangeRate: string | null
  exchangeRateOn: string | null
  exchangeRateSource: string | null
  pricesIncludeTax: boolean
  discountPercent: string
  discountAmount: string
  issueOn: string | null
  dueOn: string | null
  termsDays: number
  serviceFromOn: string | null
  serviceToOn: string | null
  poNumber: string | null
  notes: string | null
  lines: LineValues[]
}

type Choice = { value: string; label: string }

type InvoiceFormProps = {
  defaults: InvoiceValues
  reply: FormReply | undefined
  submission: string
  version?: number
  changedWhen?: string
  /** Hidden ids that the form carries: the client, the deal. */
  carried: Record<string, string | null>
  client: string
  people: Choice[]
  currencies: Choice[]
  /** How lines that are added are taxed. */
  newLine: LineTax
  locale: string
  poRequired: boolean
  /** The currency its tax is accounted in, where the seller has a VAT ID. */
  taxCurrency: string | null
  /** How the client is taxed, and what its documents print about that. */
  taxNote: ReactNode
  submitLabel: string
  cancelHref: string
}

/** The form of a draft: for whom and what, when it is due, and its lines. */
export function InvoiceForm({ defaults, reply, ...props }: InvoiceFormProps) {
  const { submission, version, changedWhen, people, client } = props
  const [form, fields] = useReplyForm<InvoiceValues>({ id: "invoice", reply, defaultValue: defaults })
  const nameOf = (contactId: unknown) => people.find(({ value }) => value === contactId)?.label ?? ""
  const currency = props.currencies.find(({ value }) => value === fields.currency.value)?.value ?? defaults.currency
  const compared = fields.lines.getFieldList().map(({ value }) => value as LineDraft | undefined)
  const contact = { ...pick(fields.contactId), value: nameOf(fields.contactId.value) }
  const summary = [
    { label: "What for", field: fields.title },
    { label: "Contact", field: contact },
    { label: "Currency", field: fields.currency },
    ...rateSummary(fields),
    pricesBoxSummary(fields.pricesIncludeTax),
    { label: "Discount in percent", field: fields.discountPercent },
    { label: "Discount as an amount", field: fields.discountAmount },
    { label: "Issue date", field: fields.issueOn },
    { label: "Due date", field: fields.dueOn },
    { label: "Days to pay", field: fields.termsDays },
    { label: "Service from", field: fields.serviceFromOn },
    { label: "Service to", field: fields.serviceToOn },
    { label: "Order number", field: fields.poNumber },
    { label: "Notes", field: fields.notes },
    { label: "Lines", field: { ...pick(fields.lines), value: linesInWords(compared) } },
    ...lineSummary(fields.lines),
  ]
  return (
    <ReplyForm {...{ form, submission, version, changedWhen, summary }} reply={withNames(reply, people)}>
      {Object.entries(props.carried).map(([name, value]) =>
        value ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
      <FieldGroup title={`Invoice to ${client}`}>
        <TextField label="What for" field={fields.title} required maxLength={200} autoComplete="off" />
        <FieldRow>
          <SelectField
            label="Contact"
            field={fields.contactId}
            optional
            placeholder="Whoever is billed there"
            options={people}
          />
          <TextField
            label="Order number"
            field={fields.poNumber}
            optional={!props.poRequired}
            hint={props.poRequired ? "This client asks for one before the invoice is issued" : undefined}
            maxLength={80}
            autoComplete="off"
          />
        </FieldRow>
        <SelectField label="Currency" field={fields.currency} options={props.currencies} />
        <RateFields fields={fields} currency={currency} taxCurrency={props.taxCurrency} />
      </FieldGroup>
      <FieldGroup
        title="Dates"
        text="Without an issue date it bears the day it is issued; without a due date, that day and the days to pay."
      >
        <FieldRow>
          <DateField label="Issue date" field={fields.issueOn} optional />
          <TextField label="Days to pay" field={fields.termsDays} inputMode="numeric" maxLength={3} width="short" />
          <DateField label="Due date" field={fields.dueOn} optional />
        </FieldRow>
        <FieldRow>
          <DateField label="Service from" field={fields.serviceFromOn} optional />
          <DateField label="Service to" field={fields.serviceToOn} optional />
        </FieldRow>
      </FieldGroup>
      <FieldGroup title="Lines" text={props.taxNote}>
        <PricesBox field={fields.pricesIncludeTax} />
        <LineFields
          {...{ form, currency }}
          lines={fields.lines}
          newLine={props.newLine}
          terms={termsOf(fields)}
          locale={props.locale}
        />
      </FieldGroup>
      <FieldGroup title="Discount on the whole invoice" text="In percent or as an amount, on the sum of the lines.">
        <FieldRow>
          <TextField
            label="Discount in percent"
            field={fields.discountPercent}
            optional
            inputMode="decimal"
            suffix="%"
            width="short"
          />
          <TextField
            label={`Discount in ${currency}`}
            field={fields.discountAmount}
            optional
            inputMode="decimal"
            width="short"
          />
        </FieldRow>
      </FieldGroup>
      <FieldGroup title="Below the lines">
        <TextArea label="Notes" field={fields.notes} optional rows={3} maxLength={5000} hint="Printed on the invoice" />
      </FieldGroup>
      <FormActions cancelHref={props.cancelHref} note="It stays a draft, without a number, until it is issued.">
        <SubmitButton shortcut="mod+enter">{props.submitLabel}</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

type Bound = { value?: unknown }

/** What the form says about all its lines, as far as it is typed. */
const termsOf = (fields: { pricesIncludeTax: Bound; discountPercent: Bound; discountAmount: Bound }): TermsDraft => ({
  pricesIncludeTax: fields.pricesIncludeTax.value,
  discountPercent: fields.discountPercent.value as string | undefined,
  discountAmount: fields.discountAmount.value as string | undefined,
})

const pick = ({ id, name, errors }: { id: string; name: string; errors?: string[] }) => ({ id, name, errors })

/** Where somebody else chose another contact, the comparison says the name. */
function withNames(reply: FormReply | undefined, people: Choice[]): FormReply | undefined {
  if (!reply?.theirs) return reply
  const { values } = reply.theirs
  const contactId = people.find(({ value }) => value === values.contactId)?.label ?? ""
  return { ...reply, theirs: { ...reply.theirs, values: { ...values, contactId } } }
}
