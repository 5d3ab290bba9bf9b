import { useForm } from "@conform-to/react"
import { HiddenFields } from "~/ui/action-form"
import { SubmitButton } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { FieldRow } from "~/ui/field"
import { EmailField, TextArea, TextField } from "~/ui/fields"
import type { FormReply } from "~/ui/reply-form"
import type { EnquiryOrigin } from "../enquiry-origin"

type EnquiryValues = {
  name: string
  email: string
  phone: string
  companyName: string
  message: string
  consent: string
  leave_empty: string
  rendered: string
} & { [Name in keyof EnquiryOrigin]: string }

type EnquiryFormProps = {
  reply: FormReply | undefined
  /** What the form carries along unseen: when it was opened and where its visitor came from. */
  carried: EnquiryOrigin & { rendered: string }
  consentText: string
}

/** The public form: a plain post that needs no script, and a field which only machines fill in. */
export function EnquiryForm({ reply, carried, consentText }: EnquiryFormProps) {
  const [form, fields] = useForm<EnquiryValues>({ id: "enquiry", lastResult: reply, defaultValue: carried })
  const { name, email, phone, companyName, message, consent } = fields
  const summary = errorsOf([
    { label: "Name", field: name },
    { label: "E-mail", field: email },
    { label: "Telephone", field: phone },
    { label: "Company", field: companyName },
    { label: "Message", field: message },
    { label: "Consent", field: consent },
  ])
  const unseen = Object.keys(carried) as (keyof typeof carried)[]
  return (
    <form method="post">
      <ErrorSummary errors={summary} formErrors={form.errors} />
      <HiddenFields fields={Object.fromEntries(unseen.map((key) => [key, fields[key].initialValue]))} />
      <FieldRow>
        <TextField label="Name" field={name} autoComplete="name" required maxLength={200} />
        <EmailField label="E-mail" field={email} required maxLength={254} />
      </FieldRow>
      <FieldRow>
        <TextField label="Company" field={companyName} autoComplete="organization" optional maxLength={200} />
        <TextField label="Telephone" field={phone} type="tel" autoComplete="tel" optional maxLength={60} />
      </FieldRow>
      <TextArea label="Message" field={message} rows={6} required />
      <div className="sr-only" aria-hidden="true">
        <label htmlFor="leave_empty">Leave this empty</label>
        <input
          id="leave_empty"
          name="leave_empty"
          tabIndex={-1}
          autoComplete="off"
          defaultValue={fields.leave_empty.initialValue}
        />
      </div>
      <CheckboxField label={consentText} field={consent} required />
      <SubmitButton block>Send</SubmitButton>
    </form>
  )
}
