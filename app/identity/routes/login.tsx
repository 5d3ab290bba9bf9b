import { useForm } from "@conform-to/react"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { passkeyOrigin, passkeysWorkAt } from "~/adapters/webauthn.server"
import { demoPassword, demoSignIns } from "~/demo/sign-ins"
import { authenticate } from "~/identity/authenticate.server"
import { findPerson } from "~/identity/identity-queries.server"
import { SignInForm } from "~/identity/inputs.server"
import { askForFactor, signedIn } from "~/identity/signed-in.server"
import { env } from "~/platform/env.server"
import { memberOf, visitor } from "~/platform/http/context.server"
import { parseForm, type Reply, withErrors } from "~/platform/http/form.server"
import { answer, invalid } from "~/platform/http/respond.server"
import { useRootData } from "~/platform/http/root-data"
import { safePath } from "~/platform/http/safe-path"
import { Invalid } from "~/platform/language/errors"
import { href, withQuery } from "~/platform/language/paths"
import { hasOrganizations } from "~/platform/security/resolve.server"
import { HiddenFields } from "~/ui/action-form"
import { SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { EmailField, PasswordField } from "~/ui/fields"
import { Notices } from "~/ui/notices"
import { AuthPage } from "~/ui/public-page"
import { DemoSignIns } from "../components/demo-sign-ins"
import { PasskeyForm, PasskeysElsewhere } from "../components/passkey-form"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Sign in · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const returnTo = safePath(new URL(args.request.url).searchParams.get("returnTo") ?? "/")
  if (await memberOf(args)) throw redirect(returnTo, 303)
  if (!(await hasOrganizations())) throw redirect(href("/setup"), 303)
  const hasDemo = env.sandboxOn && (await findPerson(visitor(args), { email: demoSignIns[0].email })) !== null
  const passkeys = { workHere: passkeysWorkAt(args.context.origin), origin: passkeyOrigin() }
  return { returnTo, passkeys, demo: hasDemo ? { signIns: demoSignIns, password: demoPassword } : null }
}

export async function action(args: ActionFunctionArgs) {
  const form = await parseForm(args.request.clone(), SignInForm)
  if (!form.ok) return invalid(form.reply)
  const returnTo = safePath(form.value.returnTo)
  const outcome = await answer(() => authenticate(args))
  if (outcome.signedIn) return signedIn(outcome.secret, returnTo)
  if (outcome.pending) return askForFactor(outcome.pending, returnTo)
  if (outcome.retryAfter === null)
    return invalid(withErrors(form.reply, new Invalid("", "That e-mail address and password do not match.")))
  return tooOften(form.reply, outcome.retryAfter)
}

function tooOften(reply: Reply, seconds: number) {
  const sentence = `That was tried too often. Try again in ${Math.ceil(seconds / 60)} minutes, or choose a new password.`
  return data(
    { reply: withErrors(reply, new Invalid("", sentence)) },
    { status: 429, headers: { "Retry-After": String(seconds) } },
  )
}

export default function Login() {
  const { returnTo, demo, passkeys } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const notice = useRootData()?.notice
  const [form, fields] = useForm<z.input<typeof SignInForm>>({ id: "sign-in", lastResult: reply })
  return (
    <AuthPage
      title="Sign in"
      notices={<Notices items={notice ? [notice] : []} />}
      footer={
        <>
          <a href={href("/reset")}>Forgot your password?</a>
          <a href={withQuery(href("/login/sso"), { returnTo: returnTo === "/" ? null : returnTo })}>
            Sign in with your organization
          </a>
        </>
      }
    >
      <form method="post" action={href("/login")}>
        <ErrorSummary
          errors={errorsOf([
            { label: "E-mail", field: fields.email },
            { label: "Password", field: fields.password },
          ])}
          formErrors={form.errors}
        />
        <HiddenFields fields={{ returnTo: returnTo === "/" ? null : returnTo }} />
        <EmailField label="E-mail" field={fields.email} autoComplete="username" required maxLength={254} />
        <PasswordField label="Password" field={fields.password} required maxLength={128} />
        <SubmitButton block>Sign in</SubmitButton>
      </form>
      <section className="mt-6 border-t border-line pt-5" aria-label="Passkey">
        {passkeys.workHere ? (
          <PasskeyForm
            action={href("/login/passkey")}
            challenge={href("/login/passkey")}
            label="Sign in with a passkey"
            returnTo={returnTo === "/" ? null : returnTo}
          />
        ) : (
          <PasskeysElsewhere origin={passkeys.origin} />
        )}
      </section>
      {demo && <DemoSignIns {...demo} />}
    </AuthPage>
  )
}
