import { FormActions, SubmitButton } from "~/ui/button"
import { SelectField, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type TeamValues = { name: string; parentId: string | null }
type TeamFormProps = {
  defaults: TeamValues
  /** The teams it may stand within. */
  parents: { value: string; label: string }[]
  version?: number
  submission: string
  reply: FormReply | undefined
  submitLabel: string
  cancelHref: string
}

/** A team's name and the one it stands within. */
export function TeamForm(props: TeamFormProps) {
  const { defaults, parents, version, submission, reply, submitLabel, cancelHref } = props
  const [form, fields] = useReplyForm<TeamValues>({ id: "team", reply, defaultValue: defaults })
  return (
    <ReplyForm
      form={form}
      reply={reply}
      submission={submission}
      version={version}
      summary={[
        { label: "Name", field: fields.name },
        { label: "Within", field: fields.parentId, options: parents },
      ]}
    >
      <TextField label="Name" field={fields.name} required maxLength={80} />
      <SelectField label="Within" field={fields.parentId} options={parents} placeholder="No other team" optional />
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>{submitLabel}</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
