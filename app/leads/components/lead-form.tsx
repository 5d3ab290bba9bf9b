import type { ReactNode } from "react"
import { FormActions, SubmitButton } from "~/ui/button"
import { FieldRow } from "~/ui/field"
import { EmailField, SelectField, TextArea, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

/** What the form of a lead holds, as text. */
export type LeadValues = {
  name: string
  email: string | null
  phone: string | null
  companyName: string | null
  website: string | null
  message: string | null
  ownerId: string | null
}

type LeadFormProps = {
  defaults: Partial<LeadValues>
  reply: FormReply | undefined
  submission: string
  version?: number
  changedWhen?: string
  /** Whom the lead may be given to; only asked of new leads. */
  owners?: { value: string; label: string }[]
  /** What stands above the fields, such as those who look the same. */
  head?: ReactNode
  submitLabel: string
  cancelHref: string
}

/** The form of a lead: who asks, how they are reached, and what it is about. */
export function LeadForm(props: LeadFormProps) {
  const { defaults, reply, submission, version, changedWhen, owners, head, submitLabel, cancelHref } = props
  const [form, fields] = useReplyForm<LeadValues>({ id: "lead", reply, defaultValue: defaults })
  const { name, email, phone, companyName, website, message, ownerId } = fields
  const summary = [
    { label: "Name", field: name },
    { label: "E-mail", field: email },
    { label: "Telephone", field: phone },
    { label: "Company", field: companyName },
    { label: "Website", field: website },
    { label: "Message", field: message },
    ...(owners ? [{ label: "Owner", field: ownerId }] : []),
  ]
  return (
    <ReplyForm {...{ form, reply, submission, version, changedWhen, summary }}>
      {head}
      <TextField label="Name" field={name} required autoComplete="off" maxLength={200} />
      <FieldRow>
        <EmailField label="E-mail" field={email} autoComplete="off" optional maxLength={254} />
        <TextField label="Telephone" field={phone} type="tel" autoComplete="off" optional maxLength={60} />
      </FieldRow>
      <FieldRow>
        <TextField label="Company" field={companyName} autoComplete="off" optional maxLength={200} />
        <TextField label="Website" field={website} inputMode="url" optional maxLength={300} placeholder="example.com" />
      </FieldRow>
      <TextArea label="Message" field={message} rows={6} optional maxLength={5000} />
      {owners && <SelectField label="Owner" field={ownerId} options={owners} width="medium" />}
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>{submitLabel}</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
