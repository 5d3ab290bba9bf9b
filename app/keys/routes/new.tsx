import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, invalid } from "~/platform/http/respond.server"
import { Forbidden } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { takeForAnswer } from "~/platform/security/api-keys.server"
import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { FieldRow } from "~/ui/field"
import { SelectField, TextField } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { ReplyForm, summarisedBox, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { keyLives } from "../api-key"
import { useKept } from "../components/kept"
import { KeyShown } from "../components/key-shown"
import { createApiKey } from "../create-api-key.server"
import { CreateApiKeyInput } from "../inputs.server"
import { listKeyRoles } from "../key-queries.server"

export const meta: MetaFunction = () => [{ title: "New API key · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    if (!may(ctx, "api-keys.create")) throw new Forbidden("api-keys.create")
    const roles = await listKeyRoles(ctx, {})
    return { roles, submission: newSubmissionId() }
  })
}

/** The key itself is in this one answer and nowhere else: neither address nor cookie, neither cache nor receipt. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, CreateApiKeyInput)
  if (!form.ok) return invalid(form.reply, { made: null })
  return attempt(
    form.reply,
    async () => {
      await createApiKey(ctx, form.value, { submission: form.submissionId })
      const made = { secret: takeForAnswer(ctx), name: form.value.name }
      return data({ made, reply: undefined }, { headers: { "Cache-Control": "no-store" } })
    },
    async () => ({ made: null }),
  )
}

type Values = { name: string; role: string; isReadOnly: boolean; days: string }

export default function NewApiKey() {
  const sent = useActionData<typeof action>()
  const made = useKept(sent?.made)
  return (
    <>
      <TitleBar title="New API key" back={{ href: href("/settings/api-keys"), label: "API keys" }} />
      <PageBody width="form">{made ? <KeyShown {...made} /> : <KeyForm reply={sent?.reply} />}</PageBody>
    </>
  )
}

const lives = keyLives.map((days) => ({ value: String(days), label: days === 365 ? "A year" : `${days} days` }))

function KeyForm({ reply }: { reply: Parameters<typeof useReplyForm>[0]["reply"] }) {
  const { roles, submission } = useLoaderData<typeof loader>()
  const defaultValue = { name: "", role: "", isReadOnly: true, days: "90" }
  const [form, fields] = useReplyForm<Values>({ id: "api-key", reply, defaultValue })
  return (
    <ReplyForm
      {...{ form, reply, submission }}
      summary={[
        { label: "Name", field: fields.name },
        { label: "Acts as", field: fields.role },
        summarisedBox("Reads only", fields.isReadOnly),
        { label: "Works for", field: fields.days },
      ]}
    >
      <TextField label="Name" field={fields.name} required maxLength={80} hint="Such as the program that uses it" />
      <FieldRow>
        <SelectField
          label="Acts as"
          field={fields.role}
          required
          placeholder="Choose a role"
          options={roles}
          hint="Roles that may do no more than you"
        />
        <SelectField label="Works for" field={fields.days} required options={lives} hint="Then it stops by itself" />
      </FieldRow>
      <CheckboxField
        label="Reads only"
        field={fields.isReadOnly}
        hint="Whatever the role may change, the key may not"
      />
      <FormActions cancelHref={href("/settings/api-keys")} note="The key stops when whoever made it leaves.">
        <SubmitButton>Create API key</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
