import { FormActions, SubmitButton } from "~/ui/button"
import { FieldRow } from "~/ui/field"
import { SelectField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type Choices = { value: string; label: string }[]
type MemberFormProps = {
  defaults: { role: string; teamId: string | null }
  roles: Choices
  teams: Choices
  submission: string
  reply: FormReply | undefined
  cancelHref: string
}

/** A member's role and team. */
export function MemberForm({ defaults, roles, teams, submission, reply, cancelHref }: MemberFormProps) {
  const [form, fields] = useReplyForm<{ role: string; teamId: string | null }>({
    id: "member",
    reply,
    defaultValue: defaults,
  })
  return (
    <ReplyForm
      form={form}
      reply={reply}
      submission={submission}
      summary={[
        { label: "Role", field: fields.role, options: roles },
        { label: "Team", field: fields.teamId, options: teams },
      ]}
    >
      <FieldRow>
        <SelectField
          label="Role"
          field={fields.role}
          options={roles}
          required
          hint="It holds from their next click on; who may do less than before signs in anew."
        />
        <SelectField label="Team" field={fields.teamId} options={teams} placeholder="No team" optional />
      </FieldRow>
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>Save member</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
