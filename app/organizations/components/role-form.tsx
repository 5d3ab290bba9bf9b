import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxGroup } from "~/ui/choice-fields"
import { FieldGroup } from "~/ui/field"
import { TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"
import { type GrantedByNoun, hideableNames } from "../own-role"
import { type Hideable, hideables } from "../role"
import { type NounOfTable, PermissionTable } from "./permission-table"

/** What the form of a role holds. */
export type RoleValues = { name: string; description: string | null; hides: Hideable[] }

type RoleFormProps = {
  defaults: RoleValues
  granted: GrantedByNoun
  nouns: readonly NounOfTable[]
  reply: FormReply | undefined
  submission: string
  version?: number
  /** What a new role is built on. */
  base?: string
  submitLabel: string
  cancelHref: string
}

const hiding = hideables.map((value) => ({ value, ...hideableNames[value] }))

/** The form of a role of one's own: its name, what it may do and how far, and what it does not see. */
export function RoleForm(props: RoleFormProps) {
  const { defaults, granted, nouns, reply, submission, version, base, submitLabel, cancelHref } = props
  const [form, fields] = useReplyForm<RoleValues>({ id: "role", reply, defaultValue: defaults })
  const errors = reply?.error ?? {}
  const wrong = nouns.flatMap(({ noun, title, acts }) =>
    acts.flatMap(({ verb, name }) => {
      const at = `granted.${noun}.${verb}`
      return errors[at] ? [{ label: `${title}, ${name}`, field: { id: at, name: at, errors: errors[at] } }] : []
    }),
  )
  const summary = [
    { label: "Name", field: fields.name },
    { label: "What it is for", field: fields.description },
    { label: "What stays hidden", field: { ...fields.hides, value: undefined } },
    ...wrong,
  ]
  return (
    <ReplyForm {...{ form, reply, submission, version, summary }}>
      {base && <input type="hidden" name="base" value={base} />}
      <FieldGroup title="The role">
        <TextField label="Name" field={fields.name} required maxLength={60} />
        <TextField label="What it is for" field={fields.description} optional maxLength={200} />
      </FieldGroup>
      <FieldGroup
        title="What it may do"
        text="Own: records that the person looks after, and those of nobody. Team’s: also those of their team and the teams below it."
      >
        <PermissionTable nouns={nouns} chosen={chosenIn(reply) ?? granted} errors={errors} />
      </FieldGroup>
      <FieldGroup title="What it does not see">
        <CheckboxGroup label="What stays hidden" hideLabel field={fields.hides} options={hiding} />
      </FieldGroup>
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>{submitLabel}</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

/** What was chosen in a form that came back. */
const chosenIn = (reply: FormReply | undefined) => reply?.initialValue?.granted as GrantedByNoun | undefined
