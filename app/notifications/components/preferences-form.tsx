import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { FieldGroup, FieldRow } from "~/ui/field"
import { SelectField, TextField } from "~/ui/fields"
import { Link } from "~/ui/link"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type Row = { kind: string; name: string; group: string; app: string; mail: string; isKept: boolean }
type Defaults = { quietFrom: string | null; quietUntil: string | null }
type Values = Defaults & { moments: { kind: string; app: string; mail: string }[] }

type PreferencesFormProps = {
  defaults: Defaults
  /** The zone of their clock. */
  clock: string
  moments: Row[]
  reply: FormReply | undefined
  submission: string
}

const inApp = [
  { value: "at-once", label: "Shown" },
  { value: "never", label: "Not shown" },
]
const always = [{ value: "at-once", label: "Always shown" }]
const byMail = [
  { value: "at-once", label: "At once" },
  { value: "daily", label: "Once a day" },
  { value: "never", label: "Never" },
]

/** How one wants to be told of each kind of moment, and the hours in which nothing is mailed. */
export function PreferencesForm(props: PreferencesFormProps) {
  const { defaults, clock, moments, reply, submission } = props
  const [form, fields] = useReplyForm<Values>({
    id: "preferences",
    reply,
    defaultValue: {
      quietFrom: defaults.quietFrom,
      quietUntil: defaults.quietUntil,
      moments: moments.map(({ kind, app, mail }) => ({ kind, app, mail })),
    },
  })
  const rows = fields.moments.getFieldList()
  const summary = [
    { label: "Quiet from", field: fields.quietFrom },
    { label: "Quiet until", field: fields.quietUntil },
    { label: "Moments", field: { ...fields.moments, value: undefined } },
  ]
  return (
    <ReplyForm {...{ form, reply, submission, summary }}>
      <FieldGroup
        title="Your clock"
        text="In quiet hours nothing is mailed; it comes when they end. What you want once a day comes at eight."
      >
        <p className="mb-4">
          By the clock of {clock}. <Link to={href("/settings/profile")}>Another clock</Link>
        </p>
        <FieldRow>
          <TextField label="Quiet from" field={fields.quietFrom} optional type="time" />
          <TextField label="Quiet until" field={fields.quietUntil} optional type="time" />
        </FieldRow>
      </FieldGroup>
      {[...new Set(moments.map(({ group }) => group))].map((group) => (
        <FieldGroup key={group} title={group}>
          <div className="moments">
            {moments.map(({ kind, name, group: own, isKept }, at) => {
              const row = rows[at]?.getFieldset()
              if (own !== group || !row) return null
              return (
                <fieldset className="moment" key={kind}>
                  <legend>{name}</legend>
                  <input type="hidden" name={row.kind.name} value={kind} />
                  <SelectField label="In the program" field={row.app} options={isKept ? always : inApp} />
                  <SelectField label="By mail" field={row.mail} options={byMail} />
                </fieldset>
              )
            })}
          </div>
        </FieldGroup>
      ))}
      <FormActions cancelHref={href("/settings")}>
        <SubmitButton>Save notifications</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
