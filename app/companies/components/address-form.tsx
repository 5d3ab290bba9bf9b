import { type AddressKind, addressKindNames, addressKinds, type PostalAddress } from "~/companies/company"
import { FormActions, SubmitButton } from "~/ui/button"
import { FieldRow } from "~/ui/field"
import { SelectField, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

export type AddressValues = PostalAddress & { kind: AddressKind }

type AddressFormProps = {
  defaults: Partial<AddressValues>
  reply: FormReply | undefined
  submission: string
  version?: number
  changedWhen?: string
  countries: { value: string; label: string }[]
  submitLabel: string
  cancelHref: string
}

/** The form of a postal address; which parts are needed follows from its country. */
export function AddressForm({
  defaults,
  reply,
  submission,
  version,
  changedWhen,
  countries,
  submitLabel,
  cancelHref,
}: AddressFormProps) {
  const [form, fields] = useReplyForm<AddressValues>({ id: "address", reply, defaultValue: defaults })
  const summary = [
    { label: "What it is for", field: fields.kind },
    { label: "Street and number", field: fields.line1 },
    { label: "Second line", field: fields.line2 },
    { label: "Postal code", field: fields.postalCode },
    { label: "Town", field: fields.city },
    { label: "Region", field: fields.region },
    { label: "Country", field: fields.country },
  ]
  return (
    <ReplyForm {...{ form, reply, submission, version, changedWhen, summary }}>
      <SelectField
        label="What it is for"
        field={fields.kind}
        options={addressKinds.map((kind) => ({ value: kind, label: addressKindNames[kind] }))}
      />
      <TextField label="Street and number" field={fields.line1} required autoComplete="off" maxLength={200} />
      <TextField label="Second line" field={fields.line2} optional maxLength={200} />
      <FieldRow>
        <TextField label="Postal code" field={fields.postalCode} maxLength={20} width="short" />
        <TextField label="Town" field={fields.city} required maxLength={200} />
      </FieldRow>
      <TextField label="Region" field={fields.region} optional maxLength={80} hint="State, county or province" />
      <SelectField label="Country" field={fields.country} options={countries} />
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>{submitLabel}</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
