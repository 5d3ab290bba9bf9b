import { FormActions, SubmitButton } from "~/ui/button"
import { SelectField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"
import { type Assignable, countOf, mostAtOnce, natures } from "../assignment"

type AssignmentFormProps = {
  of: Assignable
  /** How many of the chosen records may be changed and how many not, each counted to one more than change at once. */
  may: number
  not: number
  owners: { value: string; label: string }[]
  submission: string
  reply: FormReply | undefined
  cancelHref: string
}

/** Before records change hands: how many of them, how many stay, and who gets them. */
export function AssignmentForm({ of, may, not, owners, submission, reply, cancelHref }: AssignmentFormProps) {
  const [form, fields] = useReplyForm<{ ownerId: string }>({ id: "assignment", reply })
  const changing = countOf(of, Math.min(may, mostAtOnce))
  return (
    <section className="confirm" data-tone="primary" aria-label={`Change the owner of ${changing}`}>
      <h2 className="confirm-title">Change the owner of {changing}?</h2>
      <div className="confirm-text">
        {may > mostAtOnce && (
          <p>
            More than {countOf(of, mostAtOnce)} match. {mostAtOnce.toLocaleString("en-GB")} of them change now; do it
            again for the others.
          </p>
        )}
        {not > 0 && <p>{stayText(of, not)}</p>}
        <p>Each keeps on its timeline whose it was, and you can undo it.</p>
      </div>
      <ReplyForm
        form={form}
        reply={reply}
        submission={submission}
        summary={[{ label: "New owner", field: fields.ownerId, options: owners }]}
      >
        <SelectField label="New owner" field={fields.ownerId} options={owners} placeholder="Choose somebody" required />
        <FormActions cancelHref={cancelHref} sticky={false}>
          <SubmitButton>Change owner</SubmitButton>
        </FormActions>
      </ReplyForm>
    </section>
  )
}

/** What of the chosen stays as it is, since the reader may not change it. */
export function stayText(of: Assignable, not: number): string {
  const many = not > mostAtOnce ? `More than ${countOf(of, mostAtOnce)}` : countOf(of, not)
  return `${many} of those chosen cannot be changed by you and ${not === 1 ? "stays as it is" : `stay as they are`}. You may change ${natures[of].many} within your own reach.`
}
