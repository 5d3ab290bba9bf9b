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
import { confirmAuthenticator } from "~/identity/confirm-authenticator.server"
import { ConfirmAuthenticatorInput } from "~/identity/factor-inputs.server"
import { findAuthenticator } from "~/identity/factor-queries.server"
import { renewedCookies } from "~/identity/signed-in.server"
import { assertFresh } from "~/platform/data/step-up.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, attempt, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { TextField } from "~/ui/fields"
import { AuthPage } from "~/ui/public-page"
import { RecoveryCodes } from "../components/recovery-codes"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Set up an authenticator app · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const waiting = await answer(() => findAuthenticator(ctx, {}))
  if (waiting) assertFresh(ctx, "authenticators.confirm")
  return { email: ctx.email, waiting }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const form = await parseForm(args.request, ConfirmAuthenticatorInput)
  if (!form.ok) return invalid(form.reply, { codes: [] as string[] })
  return attempt(
    form.reply,
    async () => {
      const { codes, secret } = await confirmAuthenticator(ctx, form.value)
      const text = "Your authenticator app is set up."
      if (codes.length > 0) return data({ reply: null, codes }, { headers: await renewedCookies(secret) })
      const headers = await renewedCookies(secret, { tone: "ok", text })
      throw redirectDocument(href("/settings/security/factors"), { status: 303, headers })
    },
    async () => ({ codes: [] as string[] }),
  )
}

export default function ConfirmAuthenticator() {
  const { waiting, email } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  if (answered?.codes.length) return <Kept codes={answered.codes} email={email} />
  return waiting ? <Confirm {...waiting} /> : <Nothing />
}

const back = <a href={href("/settings/security/factors")}>Back to how you sign in</a>

const Kept = (props: { codes: string[]; email: string }) => (
  <AuthPage wide title="Your authenticator app is set up">
    <RecoveryCodes {...props} />
  </AuthPage>
)

const Nothing = () => (
  <AuthPage title="Nothing waits for a code" footer={back}>
    <p>The app is set up, or its setting up was not begun.</p>
  </AuthPage>
)

function Confirm({ secret, picture }: { secret: string; picture: string }) {
  const reply = useActionData<typeof action>()?.reply ?? undefined
  const [form, fields] = useForm<z.input<typeof ConfirmAuthenticatorInput>>({ id: "confirm", lastResult: reply })
  return (
    <AuthPage
      wide
      title="Set up an authenticator app"
      subtitle="Scan the picture with the app, or type the key into it. Then type the code that the app shows."
      footer={back}
    >
      <form method="post" action={href("/settings/security/factors/authenticators/confirm")}>
        <ErrorSummary errors={errorsOf([{ label: "Code", field: fields.code }])} formErrors={form.errors} />
        <div className="mb-5 grid gap-5 sm:grid-cols-[200px_minmax(0,1fr)] sm:items-center">
          <div
            className="qr"
            role="img"
            aria-label="QR code of the key below"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by our own server from its own key
            dangerouslySetInnerHTML={{ __html: picture }}
          />
          <div>
            <p className="field-label">Key</p>
            <p>
              <code className="text-ink [overflow-wrap:anywhere]">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            </p>
            <p className="hint mt-2">Time-based, six figures, every 30 seconds.</p>
          </div>
        </div>
        <TextField
          label="Code"
          field={fields.code}
          autoComplete="one-time-code"
          required
          maxLength={100}
          width="medium"
        />
        <SubmitButton block>Confirm</SubmitButton>
      </form>
    </AuthPage>
  )
}
