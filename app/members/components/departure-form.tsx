import type { ReactNode } from "react"
import { FormActions, SubmitButton } from "~/ui/button"
import { SelectField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type DepartureFormProps = {
  title: string
  children: ReactNode
  successors: { value: string; label: string }[]
  confirm: string
  cancelHref: string
  submission: string
  reply: FormReply | undefined
}

/** Before somebody no longer belongs: what will follow, and who gets what they own. */
export function DepartureForm(props: DepartureFormProps) {
  const { title, children, successors, confirm, cancelHref, submission, reply } = props
  const [form, fields] = useReplyForm<{ successorId: string }>({ id: "departure", reply })
  return (
    <section className="confirm" data-tone="danger" aria-label={title}>
      <h2 className="confirm-title">{title}</h2>
      <div className="confirm-text">{children}</div>
      <ReplyForm
        form={form}
        reply={reply}
        submission={submission}
        summary={[{ label: "Who gets the records", field: fields.successorId }]}
      >
        <SelectField
          label="Who gets the records"
          field={fields.successorId}
          options={successors}
          placeholder="Nobody"
          optional
          hint="Leads, deals, companies, contacts, proposals and invoices that one person owns need another owner."
        />
        <FormActions cancelHref={cancelHref} sticky={false}>
          <SubmitButton tone="danger">{confirm}</SubmitButton>
        </FormActions>
      </ReplyForm>
    </section>
  )
}
