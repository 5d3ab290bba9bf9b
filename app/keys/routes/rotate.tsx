import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, invalid } from "~/platform/http/respond.server"
import { Forbidden } from "~/platform/language/errors"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { takeForAnswer } from "~/platform/security/api-keys.server"
import { FormActions, SubmitButton } from "~/ui/button"
import { SelectField } from "~/ui/fields"
import { Notice } from "~/ui/notices"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { keyLives, overlapNames, overlaps } from "../api-key"
import { useKept } from "../components/kept"
import { KeyShown } from "../components/key-shown"
import { RotateApiKeyInput } from "../inputs.server"
import { getApiKey } from "../key-queries.server"
import { rotateApiKey } from "../rotate-api-key.server"

export const meta: MetaFunction = () => [{ title: "Rotate API key · Signoff" }]

const addressed = ({ params }: Pick<LoaderFunctionArgs, "params">) => asId<"api_keys">(params.keyId, "key")

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    if (!may(ctx, "api-keys.rotate")) throw new Forbidden("api-keys.rotate")
    const { name, roleName, standing } = await getApiKey(ctx, { keyId: addressed(args) })
    return { name, roleName, isActive: standing === "active", submission: newSubmissionId() }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, RotateApiKeyInput.omit({ keyId: true }))
  if (!form.ok) return invalid(form.reply, { made: null })
  return attempt(
    form.reply,
    async () => {
      const keyId = addressed(args)
      const { name } = await getApiKey(ctx, { keyId })
      await rotateApiKey(ctx, { keyId, ...form.value }, { submission: form.submissionId })
      const made = { secret: takeForAnswer(ctx), name }
      return data({ made, reply: undefined }, { headers: { "Cache-Control": "no-store" } })
    },
    async () => ({ made: null }),
  )
}

export default function RotateApiKey() {
  const { name, isActive } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const made = useKept(sent?.made)
  return (
    <>
      <TitleBar title="Rotate API key" subtitle={name} back={{ href: href("/settings/api-keys"), label: "API keys" }} />
      <PageBody width="form">
        {made && <KeyShown {...made} />}
        {!made && isActive && <RotateForm reply={sent?.reply} />}
        {!made && !isActive && (
          <Notice tone="warn" title="This key cannot be rotated">
            It was replaced, revoked or has run out. Make a new one instead.
          </Notice>
        )}
      </PageBody>
    </>
  )
}

const lives = keyLives.map((days) => ({ value: String(days), label: days === 365 ? "A year" : `${days} days` }))
const beside = overlaps.map((hours) => ({ value: String(hours), label: overlapNames[hours] }))

function RotateForm({ reply }: { reply: Parameters<typeof useReplyForm>[0]["reply"] }) {
  const { name, roleName, submission } = useLoaderData<typeof loader>()
  const defaultValue = { days: "90", overlap: "24" }
  const [form, fields] = useReplyForm<{ days: string; overlap: string }>({ id: "rotation", reply, defaultValue })
  return (
    <ReplyForm
      {...{ form, reply, submission }}
      summary={[
        { label: "The new key works for", field: fields.days },
        { label: "The old key goes on for", field: fields.overlap },
      ]}
    >
      <p className="mb-4">
        A new key takes the place of “{name}”: the same name, the same role ({roleName}), another secret. For a while
        both work, so that its program can be told without a break.
      </p>
      <SelectField label="The new key works for" field={fields.days} required options={lives} />
      <SelectField label="The old key goes on for" field={fields.overlap} required options={beside} />
      <FormActions cancelHref={href("/settings/api-keys")}>
        <SubmitButton>Rotate API key</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
