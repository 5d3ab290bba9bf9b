import { FormActions, SubmitButton } from "~/ui/button"
import { RadioGroup } from "~/ui/choice-fields"
import { TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"
import { anotherReason, disqualificationReasons } from "../lead"

type Values = { reason: string; inWords: string }

const reasons = disqualificationReasons.map((reason) => ({ value: reason, label: reason }))

/** Why a lead is put aside: one of the usual reasons, or one's own words. */
export function DisqualifyForm(props: { reply: FormReply | undefined; submission: string; cancelHref: string }) {
  const { reply, submission, cancelHref } = props
  const [form, fields] = useReplyForm<Values>({ id: "disqualify", reply })
  const { reason, inWords } = fields
  const summary = [
    { label: "Reason", field: reason },
    { label: "In words", field: inWords },
  ]
  return (
    <ReplyForm {...{ form, reply, submission, summary }}>
      <RadioGroup label="Reason" field={reason} required options={reasons} />
      <TextField
        label="In words"
        field={inWords}
        optional
        maxLength={300}
        hint={`Needed for “${anotherReason}”. It stands in the lead's timeline.`}
      />
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>Put aside</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
