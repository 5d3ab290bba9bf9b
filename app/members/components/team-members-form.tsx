import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxGroup } from "~/ui/choice-fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type TeamMembersFormProps = {
  people: { value: string; label: string; hint?: string }[]
  /** Who is in the team as it is shown. */
  wereIn: string[]
  submission: string
  reply: FormReply | undefined
  cancelHref: string
}

/** Who is in a team: whoever is ticked comes in, whoever is no longer goes out. */
export function TeamMembersForm({ people, wereIn, submission, reply, cancelHref }: TeamMembersFormProps) {
  const [form, fields] = useReplyForm<{ memberIds: string[] }>({
    id: "team-members",
    reply,
    defaultValue: { memberIds: wereIn },
  })
  return (
    <ReplyForm
      form={form}
      reply={reply}
      submission={submission}
      summary={[{ label: "In this team", field: fields.memberIds }]}
    >
      {wereIn.map((id) => (
        <input key={id} type="hidden" name="wereIn" value={id} />
      ))}
      <CheckboxGroup
        label="In this team"
        field={fields.memberIds}
        options={people}
        hint="Everybody is in one team at most: who is ticked here leaves the team they were in."
      />
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>Save members</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
