import { useForm } from "@conform-to/react"
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { addressOf, admitGuess, admitLink } from "~/identity/count-attempts.server"
import { findPasswordReset } from "~/identity/identity-queries.server"
import { ResetForm } from "~/identity/inputs.server"
import { passwordLength } from "~/identity/password-length"
import { resetPassword } from "~/identity/reset-password.server"
import { visitor } from "~/platform/http/context.server"
import { noticeCookie } from "~/platform/http/flash.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, attempt, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { endedSessionCookie } from "~/platform/security/sessions.server"
import { ButtonLink, SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { PasswordField } from "~/ui/fields"
import { AuthPage } from "~/ui/public-page"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [
  { title: "Choose a new password · Signoff" },
  { name: "robots", content: "noindex" },
]

/** A link that is none is counted as a guess, as are those to a client's pages. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = visitor(args)
  const address = addressOf(ctx)
  await admitLink(address)
  const found = await answer(() => findPasswordReset(ctx, { token: args.params.token ?? "" }))
  if (!found.isOpen) await admitGuess(address)
  return found
}

export async function action(args: ActionFunctionArgs) {
  await admitLink(addressOf(visitor(args)))
  const form = await parseForm(args.request, ResetForm)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await resetPassword(visitor(args), { token: args.params.token ?? "", ...form.value })
    const headers = new Headers()
    headers.append("Set-Cookie", await endedSessionCookie())
    headers.append("Set-Cookie", noticeCookie({ tone: "ok", text: "Your new password is set. Sign in with it." }))
    return redirect(href("/login"), { status: 303, headers })
  })
}

export default function ResetPassword() {
  const { isOpen } = useLoaderData<typeof loader>()
  return isOpen ? <Choose /> : <Gone />
}

function Gone() {
  return (
    <AuthPage title="This link no longer works" footer={<a href={href("/login")}>Back to signing in</a>}>
      <p>It was used, or it is older than 30 minutes, or a newer one took its place. Nothing has changed.</p>
      <p className="mt-6">
        <ButtonLink href={href("/reset")} tone="primary" reload>
          Ask for a new link
        </ButtonLink>
      </p>
    </AuthPage>
  )
}

function Choose() {
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof ResetForm>>({ id: "reset-password", lastResult: reply })
  return (
    <AuthPage title="Choose a new password" subtitle="You will be signed out everywhere else.">
      <form method="post">
        <ErrorSummary errors={errorsOf([{ label: "New password", field: fields.password }])} formErrors={form.errors} />
        <PasswordField
          label="New password"
          field={fields.password}
          autoComplete="new-password"
          hint={`At least ${passwordLength.least} characters; a few words in a row are fine.`}
          required
          minLength={passwordLength.least}
        />
        <SubmitButton block>Set the new password</SubmitButton>
      </form>
    </AuthPage>
  )
}
