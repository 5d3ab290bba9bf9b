import { type FieldMetadata, type FormMetadata, FormProvider, useField } from "@conform-to/react"
import type { ReactNode } from "react"
import { formatMoney, isZero, type Money, negate } from "~/platform/language/money"
import { type DraftTotals, draftTotals, type LineDraft, type TermsDraft } from "~/pricing/draft"
import { type TaxCategory, taxCategories, taxCategoryNames } from "~/pricing/tax"
import { CheckboxField } from "~/ui/choice-fields"
import { FieldErrors } from "~/ui/field"
import { NumberField, SelectField, TextArea, TextField } from "~/ui/fields"
import { useHydrated } from "~/ui/hydrated"
import { Icon, type IconName } from "~/ui/icon"
import { TotalsTable } from "~/ui/pricing-table"

/** A line as a form holds it, in texts. */
export type LineValues = {
  name: string
  description: string | null
  quantity: string
  unit: string | null
  unitPrice: string
  discountPercent: string
  taxCategory: TaxCategory
  taxRate: string
  taxReason: string | null
  secondTaxRate: string | null
  recurrence: "once" | "monthly"
  isOptional: boolean
}

export type TaxChoice = { value: TaxCategory; label: string }

const everyTax: readonly TaxChoice[] = taxCategories.map((value) => ({ value, label: taxCategoryNames[value] }))

type NewLine = Pick<LineValues, "taxCategory" | "taxRate" | "taxReason" | "secondTaxRate">

const untold: NewLine = { taxCategory: "standard", taxRate: "", taxReason: null, secondTaxRate: null }

type LineFieldsProps = {
  form: FormMetadata
  /** The field of the list, from `fields.lines`. */
  lines: FieldMetadata<LineValues[]>
  currency: string
  locale?: string
  /** How a new line is taxed. With a second rate the form asks for two. */
  newLine?: NewLine
  /** What the form says about all its lines, as far as it is typed. */
  terms?: TermsDraft
  taxChoices?: readonly TaxChoice[]
  /** Whether lines may be offered as options. */
  optional?: boolean
  /** Whether lines may be paid every month. */
  recurrences?: boolean
  /** Further fields of a line, behind its own. */
  children?: (line: FieldMetadata<LineValues>, index: number) => ReactNode
}

/**
 * The list of priced lines in a form: rows are added, removed and moved by buttons that need no script, and the amounts are
 * reckoned again with each answer, or while typing where there is script.
 */
export function LineFields(props: LineFieldsProps) {
  const { form, lines, currency, locale = "en-GB", newLine = untold, terms, optional, recurrences } = props
  const rows = lines.getFieldList()
  const fresh = {
    quantity: "1",
    ...newLine,
    taxReason: newLine.taxReason ?? "",
    secondTaxRate: newLine.secondTaxRate ?? "",
  }
  const buttons = form as unknown as ListButtons
  const add = buttons.insert.getButtonProps({ name: lines.name, defaultValue: fresh })
  return (
    <FormProvider context={form.context}>
      <div className="line-fields" id={lines.id} tabIndex={-1}>
        <div className="line-list">
          {rows.map((row, index) => (
            <LineRow
              key={row.key ?? row.name}
              {...{ row, index, currency, optional, recurrences, buttons }}
              list={lines.name}
              last={rows.length - 1}
              taxChoices={props.taxChoices ?? everyTax}
              asksSecond={newLine.secondTaxRate !== null}
              locale={locale}
            >
              {props.children?.(row, index)}
            </LineRow>
          ))}
        </div>
        {rows.length === 0 && <p className="line-none">No lines yet.</p>}
        <FieldErrors id={lines.id} errors={lines.errors} />
        <div className="line-foot">
          <span className="flex flex-wrap gap-2">
            <button {...add} className="button">
              <Icon name="plus" />
              Add a line
            </button>
            <ReckonAgain button={buttons.validate.getButtonProps({ name: lines.name })} />
          </span>
          <LineTotals name={lines.name} {...{ currency, locale, terms, optional, recurrences }} />
        </div>
      </div>
    </FormProvider>
  )
}

/** Labels and fields of all lines, for the summary of errors. */
export function lineSummary(lines: FieldMetadata<LineValues[]>) {
  return lines.getFieldList().flatMap((row, index) => {
    const fields = row.getFieldset()
    return [
      { label: `Line ${index + 1}, what for`, field: fields.name },
      { label: `Line ${index + 1}, details`, field: fields.description },
      { label: `Line ${index + 1}, quantity`, field: fields.quantity },
      { label: `Line ${index + 1}, unit`, field: fields.unit },
      { label: `Line ${index + 1}, unit price`, field: fields.unitPrice },
      { label: `Line ${index + 1}, discount`, field: fields.discountPercent },
      { label: `Line ${index + 1}, tax`, field: fields.taxCategory },
      { label: `Line ${index + 1}, tax rate`, field: fields.taxRate },
      { label: `Line ${index + 1}, second tax rate`, field: fields.secondTaxRate },
      { label: `Line ${index + 1}, why no tax`, field: fields.taxReason },
    ]
  })
}

type ListButton = { type: "submit"; name: string; value: string; form: string; formNoValidate: boolean }
type Intent<Payload> = { getButtonProps: (payload: Payload) => ListButton }

/** Conform's list buttons, whatever form the list stands in. */
type ListButtons = {
  insert: Intent<{ name: string; defaultValue: unknown }>
  remove: Intent<{ name: string; index: number }>
  reorder: Intent<{ name: string; from: number; to: number }>
  validate: Intent<{ name: string }>
}

function ReckonAgain({ button }: { button: ListButton }) {
  if (useHydrated()) return null
  return (
    <button {...button} className="button" data-tone="quiet">
      <Icon name="refresh-cw" />
      Update the totals
    </button>
  )
}

type LineRowProps = {
  row: FieldMetadata<LineValues>
  index: number
  last: number
  list: string
  buttons: ListButtons
  currency: string
  optional?: boolean
  recurrences?: boolean
  taxChoices: readonly TaxChoice[]
  asksSecond: boolean
  locale: string
  children?: ReactNode
}

function LineRow(props: LineRowProps) {
  const { row, index, last, list, buttons, currency, optional, recurrences, taxChoices, locale } = props
  const fields = row.getFieldset()
  return (
    <fieldset className="line-row">
      <legend className="line-legend">Line {index + 1}</legend>
      <div className="line-main">
        <TextField label="What for" field={fields.name} required maxLength={200} autoComplete="off" />
        <NumberField label="Quantity" field={fields.quantity} />
        <TextField label="Unit" field={fields.unit} maxLength={20} suggestions={units} autoComplete="off" />
        <NumberField label={`Price in ${currency}`} field={fields.unitPrice} required />
        <NumberField label="Discount in %" field={fields.discountPercent} />
        <SelectField label="Tax" field={fields.taxCategory} options={taxChoices} />
        <NumberField label="Tax rate in %" field={fields.taxRate} />
        {(props.asksSecond || fields.secondTaxRate.initialValue || fields.secondTaxRate.errors) && (
          <NumberField label="Second tax in %" field={fields.secondTaxRate} />
        )}
        <LineAmount name={row.name} {...{ currency, locale }} />
      </div>
      <div className="line-more">
        <TextArea label="Details" field={fields.description} rows={2} maxLength={2000} optional />
        <LineReason name={row.name} />
        {(optional || recurrences) && (
          <div className="line-flags">
            {recurrences && <SelectField label="Paid" field={fields.recurrence} options={recurrenceChoices} />}
            {optional && <CheckboxField label="Option the client may choose" field={fields.isOptional} />}
          </div>
        )}
      </div>
      {props.children}
      <div className="line-buttons">
        {index > 0 && (
          <ListIcon
            button={buttons.reorder.getButtonProps({ name: list, from: index, to: index - 1 })}
            icon="arrow-up"
            label={`Move line ${index + 1} up`}
          />
        )}
        {index < last && (
          <ListIcon
            button={buttons.reorder.getButtonProps({ name: list, from: index, to: index + 1 })}
            icon="arrow-down"
            label={`Move line ${index + 1} down`}
          />
        )}
        <ListIcon
          button={buttons.remove.getButtonProps({ name: list, index })}
          icon="trash-2"
          label={`Remove line ${index + 1}`}
        />
      </div>
    </fieldset>
  )
}

type Reckoned = { currency: string; locale: string }

/** A line's amount, written anew by itself while the line is typed. */
function LineAmount({ name, currency, locale }: Reckoned & { name: FieldMetadata<LineValues>["name"] }) {
  const [line] = useField<LineValues>(name)
  const { amounts } = draftTotals([line.value as LineDraft | undefined], currency)
  return (
    <p className="line-amount">
      <span className="hint">Amount</span>
      <span className="amount" suppressHydrationWarning>
        {amounts[0] ? formatMoney(amounts[0], locale) : "–"}
      </span>
    </p>
  )
}

/** Why a line is not taxed; asked for where it is not, or where a reason stands that should not. */
function LineReason({ name }: { name: FieldMetadata<LineValues>["name"] }) {
  const [line] = useField<LineValues>(name)
  const { taxCategory, taxReason } = line.getFieldset()
  if ((taxCategory.value ?? "standard") === "standard" && !taxReason.errors) return null
  return (
    <TextField
      label="Why no tax is charged"
      field={taxReason}
      optional
      maxLength={200}
      hint="Printed on the document; left empty, it says the usual"
    />
  )
}

type LineTotalsProps = Reckoned & {
  terms?: TermsDraft
  name: FieldMetadata<LineValues[]>["name"]
  optional?: boolean
  recurrences?: boolean
}

/** What all lines come to, written anew by itself while they are typed. */
function LineTotals({ name, currency, locale, terms, ...asked }: LineTotalsProps) {
  const [lines] = useField<LineValues[]>(name)
  const drafts = (lines.value ?? []) as (LineDraft | undefined)[]
  return (
    <TotalsTable label="Totals of the lines" rows={totalRows(draftTotals(drafts, currency, terms), locale, asked)} />
  )
}

function ListIcon({ button, icon, label }: { button: ListButton; icon: IconName; label: string }) {
  return (
    <button {...button} className="button" data-tone="quiet" data-compact data-square aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
}

const units = ["hour", "day", "month", "piece", "word", "km"]

const recurrenceChoices = [
  { value: "once", label: "Once" },
  { value: "monthly", label: "Every month" },
]

function totalRows(sums: DraftTotals, locale: string, asked: { optional?: boolean; recurrences?: boolean }) {
  const { once, monthly, options } = sums
  const text = (money: Money) => <span suppressHydrationWarning>{formatMoney(money, locale)}</span>
  const reduced = [
    { label: "Lines", note: "net", amount: text(once.linesNet) },
    { label: "Discount", note: "net", amount: text(negate(once.discount)) },
  ]
  return [
    ...(isZero(once.discount) ? [] : reduced),
    { label: "Net", amount: text(once.net) },
    ...once.taxes
      .filter(({ tax }) => !isZero(tax))
      .map(({ rate, tax }) => ({ label: `Tax ${rate} %`, amount: text(tax) })),
    { label: "Total", amount: text(once.total), kind: "total" as const },
    ...(asked.recurrences && !isZero(monthly.net)
      ? [{ label: "Every month", note: "net", amount: text(monthly.net) }]
      : []),
    ...(asked.optional && !isZero(options)
      ? [{ label: "Options", note: "net, not counted", amount: text(options) }]
      : []),
  ]
}
