import type { FormMetadata } from "@conform-to/react"
import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { FieldGroup, FieldRow } from "~/ui/field"
import { PasswordField, SelectField, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, summarisedBox, useReplyForm } from "~/ui/reply-form"

/** What the form of an identity provider holds, as text. */
export type ProviderValues = {
  name: string
  key: string
  issuer: string
  clientId: string
  clientSecret: string
  groupsClaim: string
  role: string | null
  teamId: string | null
  isEnabled: boolean
  countsFactor: boolean
  isPublic: boolean
  groups: { group: string; role: string }[]
}

type Choice = { value: string; label: string }

type ProviderFormProps = {
  defaults: Partial<ProviderValues>
  reply: FormReply | undefined
  submission: string
  version?: number
  choices: { roles: Choice[]; teams: Choice[] }
  hasSecret?: boolean
  submitLabel: string
  cancelHref: string
}

/** The form of an identity provider: where it is, how the program is registered there, and what its groups are here. */
export function ProviderForm(props: ProviderFormProps) {
  const { defaults, reply, submission, version, choices, hasSecret, submitLabel, cancelHref } = props
  const [form, fields] = useReplyForm<ProviderValues>({ id: "provider", reply, defaultValue: withARow(defaults) })
  const groups = fields.groups.getFieldList()
  const role = { label: "Whoever is in none of these groups", field: fields.role, options: choices.roles }
  const summary = [
    { label: "Name", field: fields.name },
    { label: "Key", field: fields.key },
    { label: "Issuer", field: fields.issuer },
    { label: "Client ID", field: fields.clientId },
    { label: "Client secret", field: fields.clientSecret },
    { label: "Claim with the groups", field: fields.groupsClaim },
    ...groups.map((row, i) => ({ label: `Group ${i + 1}`, field: row.getFieldset().group })),
    { label: "Groups", field: fields.groups },
    role,
    { label: "Team of newcomers", field: fields.teamId, options: choices.teams },
    summarisedBox("People can sign in by it", fields.isEnabled),
    summarisedBox("A second factor shown there counts here", fields.countsFactor),
  ]
  return (
    <ReplyForm {...{ form, reply, submission, version, summary }}>
      <FieldGroup title="What your people see">
        <FieldRow>
          <TextField label="Name" field={fields.name} required maxLength={80} hint="As on the button: Sign in with …" />
          <TextField
            label="Key"
            field={fields.key}
            required
            maxLength={40}
            autoComplete="off"
            hint="Stands in the address of your way in"
          />
        </FieldRow>
        <CheckboxField label="People can sign in by it" field={fields.isEnabled} />
        <CheckboxField
          label="A second factor shown there counts here"
          field={fields.countsFactor}
          hint="Where it says that one was shown. Otherwise whoever's role asks for one sets it up here."
        />
      </FieldGroup>
      <FieldGroup
        title="The identity provider"
        text="It gives you these when you register Signoff as a web application there."
      >
        <TextField
          label="Issuer"
          field={fields.issuer}
          required
          inputMode="url"
          maxLength={300}
          placeholder="https://login.example.com"
          hint="Exactly as it calls itself"
        />
        <FieldRow>
          <TextField label="Client ID" field={fields.clientId} required maxLength={300} autoComplete="off" />
          <PasswordField
            label="Client secret"
            field={fields.clientSecret}
            optional
            autoComplete="off"
            maxLength={1000}
            hint={hasSecret ? "One is kept. Leave this empty to keep it." : "Kept sealed; it is never shown again"}
          />
        </FieldRow>
        {version === undefined && (
          <CheckboxField label="It gives no secret: Signoff is a public client" field={fields.isPublic} />
        )}
      </FieldGroup>
      <FieldGroup
        title="Groups and roles"
        text="Renewed at each sign-in. Owners are made and unmade by owners alone. Without groups here, the provider gives newcomers their first role, and you change it as you like."
      >
        <TextField label="Claim with the groups" field={fields.groupsClaim} required maxLength={200} width="medium" />
        {groups.map((row, index) => (
          <div key={row.key} className="mb-4 border-line border-b pb-3">
            <FieldRow>
              <TextField
                label={`Group ${index + 1}`}
                field={row.getFieldset().group}
                maxLength={200}
                autoComplete="off"
              />
              <SelectField
                label={`Role of group ${index + 1}`}
                field={row.getFieldset().role}
                options={choices.roles}
              />
            </FieldRow>
            <RemoveRow form={form} name={fields.groups.name} index={index} />
          </div>
        ))}
        <button
          {...form.insert.getButtonProps({
            name: fields.groups.name as never,
            defaultValue: { role: "member" } as never,
          })}
          className="button"
        >
          Add a group
        </button>
      </FieldGroup>
      <FieldGroup title="Newcomers">
        <FieldRow>
          <SelectField {...role} optional placeholder="Is kept out" />
          <SelectField
            label="Team of newcomers"
            field={fields.teamId}
            optional
            placeholder="None"
            options={choices.teams}
          />
        </FieldRow>
      </FieldGroup>
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>{submitLabel}</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

const withARow = (defaults: Partial<ProviderValues>) => ({
  ...defaults,
  groups: defaults.groups?.length ? defaults.groups : [{ group: "", role: "member" }],
})

type RemoveProps = { form: FormMetadata<ProviderValues, string[]>; name: string; index: number }

function RemoveRow({ form, name, index }: RemoveProps) {
  return (
    <button
      {...form.remove.getButtonProps({ name: name as never, index })}
      className="button -mt-2 -ml-3"
      data-tone="quiet"
    >
      Remove group {index + 1}
    </button>
  )
}
