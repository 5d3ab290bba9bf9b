import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { FieldGroup, FieldRow } from "~/ui/field"
import { SelectField, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type Row = { kind: string; name: string; group: string; app: string; mail: string; isKept: boolean }
type Defaults = { timeZone: string | null; quietFrom: string | null; quietUntil: string | null }
type Values = Defaults & { moments: { kind: string; app: string; mail: string }[] }

type PreferencesFormProps = {
  defaults: Defaults
  organizationTimeZone: string
  moments: Row[]
  timeZones: { label: string; options: { value: string; label: string }[] }[]
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
  const { defaults, organizationTimeZone, moments, timeZones, reply, submission } = props
  const [form, fields] = useReplyForm<Values>({
    id: "preferences",
    reply,
    defaultValue: { ...defaults, moments: moments.map(({ kind, app, mail }) => ({ kind, app, mail })) },
  })
  const rows = fields.moments.getFieldList()
  const summary = [
    { label: "Your time zone", field: fields.timeZone },
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
        <SelectField
          label="Your time zone"
          field={fields.timeZone}
          optional
          placeholder={`As the organization: ${organizationTimeZone.replaceAll("_", " ")}`}
          options={timeZones}
        />
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
