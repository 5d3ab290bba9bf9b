import type { FieldMetadata } from "@conform-to/react"
import { FormActions, SubmitButton } from "~/ui/button"
import { FieldGroup, FieldRow } from "~/ui/field"
import { DateField, NumberField, SelectField, TextField } from "~/ui/fields"
import { type Offer, PickField } from "~/ui/pick"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

/** What the form of a deal holds, as text. */
export type DealValues = {
  title: string
  companyId: string | null
  contactId: string | null
  ownerId: string | null
  expectedCloseOn: string | null
  termMonths: number | null
  stageId: string | null
  currency: string | null
}

type Choice = { value: string; label: string }

type DealFormProps = {
  defaults: Partial<DealValues>
  reply: FormReply | undefined
  submission: string
  version?: number
  offers: { companyId: Offer; contactId: Offer }
  owners: Choice[]
  /** Where a new deal may start, and in which currency; an existing one moves by its own button and keeps its currency. */
  start?: { stages: Choice[]; currencies: Choice[] }
  submitLabel: string
  cancelHref: string
}

/** The form of a deal: what it is about, for whom, and by when. */
export function DealForm(props: DealFormProps) {
  const { defaults, reply, submission, version, offers, owners, start, submitLabel, cancelHref } = props
  const { termMonths, ...texts } = defaults
  const defaultValue = { ...texts, termMonths: termMonths ?? undefined }
  const [form, fields] = useReplyForm<DealValues>({ id: "deal", reply, defaultValue })
  const field = (label: string, name: keyof DealValues, options?: Choice[]) => ({
    label,
    field: fields[name] as FieldMetadata<string>,
    options,
  })
  const [title, company, contact] = [
    field("Title", "title"),
    field("Company", "companyId", offers.companyId.options),
    field("Contact", "contactId", offers.contactId.options),
  ]
  const [owner, closes, term] = [
    field("Owner", "ownerId", owners),
    field("Expected close", "expectedCloseOn"),
    field("Months of the term", "termMonths"),
  ]
  const summary = [title, company, contact, owner, closes, term]
  if (start) summary.push(field("Stage", "stageId", start.stages), field("Currency", "currency", start.currencies))
  return (
    <ReplyForm {...{ form, reply, submission, version, summary }}>
      <TextField label={title.label} field={title.field} required autoComplete="off" maxLength={200} />
      <FieldRow>
        <PickField {...company} offer={offers.companyId} optional placeholder="None yet" />
        <PickField {...contact} offer={offers.contactId} optional placeholder="Nobody yet" />
      </FieldRow>
      <FieldRow>
        <SelectField {...owner} options={owners} optional placeholder="Nobody" />
        <DateField label={closes.label} field={closes.field} optional />
      </FieldRow>
      {start && (
        <FieldRow>
          <SelectField {...field("Stage", "stageId")} options={start.stages} />
          <SelectField
            {...field("Currency", "currency")}
            options={start.currencies}
            optional
            placeholder="The company's"
          />
        </FieldRow>
      )}
      <FieldGroup title="Monthly work" text="How long the lines that are paid every month run.">
        <NumberField label={term.label} field={term.field} optional width="short" />
      </FieldGroup>
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>{submitLabel}</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
