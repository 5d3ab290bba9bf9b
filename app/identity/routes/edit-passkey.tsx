import { useForm } from "@conform-to/react"
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { editPasskey } from "~/identity/edit-passkey.server"
import { PasskeyNameForm } from "~/identity/factor-inputs.server"
import { getPasskey } from "~/identity/factor-queries.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, attempt, doneToDocument, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { TextField } from "~/ui/fields"
import { AuthPage } from "~/ui/public-page"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Rename a passkey · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const { id, name } = await answer(() => getPasskey(ctx, { passkeyId: asId(args.params.passkeyId, "passkey") }))
  return { passkeyId: id as string, name }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const passkeyId = await answer(() => asId<"passkeys">(args.params.passkeyId, "passkey"))
  const form = await parseForm(args.request, PasskeyNameForm)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editPasskey(ctx, { passkeyId, ...form.value })
    return doneToDocument(href("/settings/security/factors"), { tone: "ok", text: "The passkey has its new name." })
  })
}

export default function EditPasskey() {
  const { passkeyId, name } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof PasskeyNameForm>>({
    id: "edit-passkey",
    lastResult: reply,
    defaultValue: { name },
  })
  return (
    <AuthPage
      title="Rename a passkey"
      subtitle="The name is yours alone: it lets you know again which device it is on."
    >
      <form method="post" action={href("/settings/security/factors/passkeys/:passkeyId/edit", { passkeyId })}>
        <ErrorSummary errors={errorsOf([{ label: "Name", field: fields.name }])} formErrors={form.errors} />
        <TextField label="Name" field={fields.name} required maxLength={60} autoComplete="off" />
        <FormActions cancelHref={href("/settings/security/factors")} sticky={false}>
          <SubmitButton>Rename</SubmitButton>
        </FormActions>
      </form>
    </AuthPage>
  )
}
