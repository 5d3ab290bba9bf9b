import { FormActions, SubmitButton } from "~/ui/button"
import { FieldRow } from "~/ui/field"
import { SelectField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type Choices = { value: string; label: string }[]
type MemberFormProps = {
  defaults: { role: string; teamId: string | null }
  roles: Choices
  /** Which roles are missing, and why. */
  beyond: string | null
  teams: Choices
  submission: string
  reply: FormReply | undefined
  cancelHref: string
}

const holds = "It holds from their next click on; who may do less than before signs in anew."

/** A member's role and team. */
export function MemberForm({ defaults, roles, beyond, teams, submission, reply, cancelHref }: MemberFormProps) {
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
          hint={[holds, beyond].filter(Boolean).join(" ")}
        />
        <SelectField label="Team" field={fields.teamId} options={teams} placeholder="No team" optional />
      </FieldRow>
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>Save member</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
