import { useForm } from "@conform-to/react"
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirectDocument,
} from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { passkeyOrigin, passkeysWorkAt } from "~/adapters/webauthn.server"
import { ceremonyOf } from "~/identity/ceremony-cookies.server"
import { createPasskey } from "~/identity/create-passkey.server"
import { PasskeyForm as SentPasskey } from "~/identity/factor-inputs.server"
import { renewedCookies } from "~/identity/signed-in.server"
import { assertFresh } from "~/platform/data/step-up.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { parseForm, withErrors } from "~/platform/http/form.server"
import { attempt, invalid } from "~/platform/http/respond.server"
import { Invalid } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { TextField } from "~/ui/fields"
import { AuthPage } from "~/ui/public-page"
import { PasskeyForm, PasskeysElsewhere } from "../components/passkey-form"
import { RecoveryCodes } from "../components/recovery-codes"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Add a passkey · Signoff" }]

/** The proof of who one is comes first: once the device has made a passkey it is kept or lost. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  assertFresh(ctx, "passkeys.create")
  return { email: ctx.email, worksHere: passkeysWorkAt(args.context.origin), origin: passkeyOrigin() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const form = await parseForm(args.request, SentPasskey)
  const none = { codes: [] as string[] }
  if (!form.ok) return invalid(form.reply, none)
  const { name, response } = form.value
  if (!response) {
    const sentence = "Passkeys need JavaScript, which is off in this browser."
    return invalid(withErrors(form.reply, new Invalid("", sentence)), none)
  }
  const ceremony = ceremonyOf(args.request, "passkey") ?? ""
  return attempt(
    form.reply,
    async () => {
      const { codes, secret } = await createPasskey(ctx, { ceremony, name, response })
      if (codes.length > 0) return data({ reply: null, codes }, { headers: await renewedCookies(secret) })
      const headers = await renewedCookies(secret, { tone: "ok", text: `The passkey “${name}” is added.` })
      throw redirectDocument(href("/settings/security/factors"), { status: 303, headers })
    },
    async () => none,
  )
}

export default function NewPasskey() {
  const { email, worksHere, origin } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  if (answered?.codes.length) {
    return (
      <AuthPage wide title="Your passkey is added">
        <RecoveryCodes codes={answered.codes} email={email} />
      </AuthPage>
    )
  }
  return (
    <AuthPage
      title="Add a passkey"
      subtitle="Your device or a security key asks who you are, and keeps the passkey."
      footer={<a href={href("/settings/security/factors")}>Back to how you sign in</a>}
    >
      {worksHere ? <Add /> : <PasskeysElsewhere origin={origin} />}
    </AuthPage>
  )
}

function Add() {
  const reply = useActionData<typeof action>()?.reply ?? undefined
  const [form, fields] = useForm<z.input<typeof SentPasskey>>({ id: "passkey", lastResult: reply })
  return (
    <PasskeyForm
      action={href("/settings/security/factors/passkeys/new")}
      challenge={href("/settings/security/factors/passkeys/request")}
      makes
      label="Add the passkey"
      tone="primary"
    >
      <ErrorSummary errors={errorsOf([{ label: "Name", field: fields.name }])} formErrors={form.errors} />
      <TextField
        label="Name"
        field={fields.name}
        hint="Such as the device it is on, so that you know it again."
        placeholder="My laptop"
        required
        maxLength={60}
      />
    </PasskeyForm>
  )
}
