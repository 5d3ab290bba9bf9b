import type { FieldMetadata, FormMetadata } from "@conform-to/react"
import { FormActions, SubmitButton } from "~/ui/button"
import { FieldGroup, FieldRow } from "~/ui/field"
import { SelectField, TextField } from "~/ui/fields"
import { type Offer, PickField } from "~/ui/pick"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

/** What the form of a contact holds. The first address and the first number are the primary ones. */
export type ContactValues = {
  name: string
  jobTitle: string | null
  language: string | null
  ownerId: string | null
  companyId: string | null
  role: string | null
  emails: { label: string; email: string }[]
  phones: { label: string; phone: string }[]
}

type Choice = { value: string; label: string }

type ContactFormProps = {
  defaults: Partial<ContactValues>
  reply: FormReply | undefined
  submission: string
  version?: number
  changedWhen?: string
  owners: Choice[]
  /** Where the contact may work; only asked of new contacts. */
  offers?: { companyId: Offer }
  submitLabel: string
  cancelHref: string
}

/** The form of a contact: who it is and how they are reached. */
export function ContactForm(props: ContactFormProps) {
  const { defaults, reply, submission, version, changedWhen, owners, offers, submitLabel, cancelHref } = props
  const [form, fields] = useReplyForm<ContactValues>({ id: "contact", reply, defaultValue: withARow(defaults) })
  const emails = fields.emails.getFieldList()
  const phones = fields.phones.getFieldList()
  const summary = [
    { label: "Name", field: fields.name },
    { label: "Job title", field: fields.jobTitle },
    { label: "Owner", field: fields.ownerId },
    ...emails.map((row, i) => ({ label: `E-mail ${i + 1}`, field: row.getFieldset().email })),
    ...phones.map((row, i) => ({ label: `Telephone ${i + 1}`, field: row.getFieldset().phone })),
  ]
  return (
    <ReplyForm {...{ form, reply, submission, version, changedWhen, summary }}>
      <TextField label="Name" field={fields.name} required autoComplete="off" maxLength={200} />
      <FieldRow>
        <TextField label="Job title" field={fields.jobTitle} optional maxLength={120} />
        <SelectField label="Owner" field={fields.ownerId} optional placeholder="Nobody" options={owners} />
      </FieldRow>
      {offers && (
        <FieldRow>
          <PickField label="Company" field={fields.companyId} optional placeholder="None" offer={offers.companyId} />
          <TextField label="Role there" field={fields.role} optional maxLength={80} />
        </FieldRow>
      )}
      <FieldGroup title="E-mail" text="The first address is the one that is written to.">
        {emails.map((row, index) => (
          <Row key={row.key} form={form} list={fields.emails} index={index} what="address">
            <TextField
              label={`E-mail ${index + 1}`}
              field={row.getFieldset().email}
              type="email"
              inputMode="email"
              maxLength={254}
            />
            <TextField
              label="Kind"
              field={row.getFieldset().label}
              maxLength={30}
              width="short"
              suggestions={["work", "private", "billing"]}
            />
          </Row>
        ))}
        <AddButton form={form} list={fields.emails} label="Add an address" />
      </FieldGroup>
      <FieldGroup title="Telephone">
        {phones.map((row, index) => (
          <Row key={row.key} form={form} list={fields.phones} index={index} what="number">
            <TextField label={`Telephone ${index + 1}`} field={row.getFieldset().phone} type="tel" maxLength={60} />
            <TextField
              label="Kind"
              field={row.getFieldset().label}
              maxLength={30}
              width="short"
              suggestions={["work", "mobile", "private"]}
            />
          </Row>
        ))}
        <AddButton form={form} list={fields.phones} label="Add a number" />
      </FieldGroup>
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>{submitLabel}</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

const withARow = (defaults: Partial<ContactValues>) => ({
  ...defaults,
  emails: defaults.emails?.length ? defaults.emails : [{ label: "work", email: "" }],
  phones: defaults.phones?.length ? defaults.phones : [{ label: "work", phone: "" }],
})

type List = FieldMetadata<ContactValues["emails"]> | FieldMetadata<ContactValues["phones"]>
type RowProps = {
  form: FormMetadata<ContactValues, string[]>
  list: List
  index: number
  what: string
  children: React.ReactNode
}

function Row({ form, list, index, what, children }: RowProps) {
  const remove = form.remove.getButtonProps({ name: list.name as never, index })
  const first = form.reorder.getButtonProps({ name: list.name as never, from: index, to: 0 })
  return (
    <div className="mb-4 border-line border-b pb-3">
      <FieldRow>{children}</FieldRow>
      <div className="-mt-2 -ml-3 flex flex-wrap gap-2">
        {index > 0 && (
          <button {...first} className="button" data-tone="quiet">
            Make {what} {index + 1} the first
          </button>
        )}
        <button {...remove} className="button" data-tone="quiet">
          Remove {what} {index + 1}
        </button>
      </div>
    </div>
  )
}

function AddButton({ form, list, label }: { form: FormMetadata<ContactValues, string[]>; list: List; label: string }) {
  return (
    <button
      {...form.insert.getButtonProps({ name: list.name as never, defaultValue: { label: "work" } as never })}
      className="button"
    >
      {label}
    </button>
  )
}
