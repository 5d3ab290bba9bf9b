import type { ReactNode } from "react"
import { FieldRow } from "~/ui/field"
import { SelectField, TextArea } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type Choices = { value: string; label: string }[]
type InviteFormProps = {
  roles: Choices
  /** Which roles are missing, and why. */
  beyond: string | null
  teams: Choices
  submission: string
  reply: FormReply | undefined
  /** What sends it. */
  children: ReactNode
}

/** Whom to ask in, as what, and, where there are any, into which team. */
export function InviteForm({ roles, beyond, teams, submission, reply, children }: InviteFormProps) {
  const defaultValue = { emails: "", role: roles.some(({ value }) => value === "member") ? "member" : "", teamId: "" }
  const [form, fields] = useReplyForm<{ emails: string; role: string; teamId: string }>({
    id: "invite",
    reply,
    defaultValue,
  })
  return (
    <ReplyForm
      form={form}
      reply={reply}
      submission={submission}
      summary={[
        { label: "E-mail addresses", field: fields.emails },
        { label: "Role", field: fields.role },
        ...(teams.length > 0 ? [{ label: "Team", field: fields.teamId }] : []),
      ]}
    >
      <TextArea
        label="E-mail addresses"
        field={fields.emails}
        rows={3}
        required
        hint="Up to ten, separated by commas or one on each line"
      />
      <FieldRow>
        <SelectField
          label="Role"
          field={fields.role}
          options={roles}
          placeholder="Choose"
          required
          hint={beyond ?? undefined}
        />
        {teams.length > 0 && (
          <SelectField label="Team" field={fields.teamId} options={teams} placeholder="No team" optional />
        )}
      </FieldRow>
      {children}
    </ReplyForm>
  )
}
