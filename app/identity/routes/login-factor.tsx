import { useForm } from "@conform-to/react"
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { passkeyOrigin, passkeysWorkAt } from "~/adapters/webauthn.server"
import { ceremonyOf } from "~/identity/ceremony-cookies.server"
import { FactorForm } from "~/identity/factor-inputs.server"
import { findPendingSignIn } from "~/identity/factor-queries.server"
import { signInByFactor } from "~/identity/sign-in-by-factor.server"
import { signedIn, signInAgain } from "~/identity/signed-in.server"
import { visitor } from "~/platform/http/context.server"
import { parseForm, withErrors } from "~/platform/http/form.server"
import { answer, invalid } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { Invalid } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { waitWords } from "~/platform/security/limits.server"
import { HiddenFields } from "~/ui/action-form"
import { SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { TextField } from "~/ui/fields"
import { AuthPage } from "~/ui/public-page"
import { type CodeWords, codeWords } from "../components/code-words"
import { PasskeyForm, PasskeysElsewhere } from "../components/passkey-form"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Second factor · Signoff" }]

const isOver = "That sign-in waited too long, or was ended. Sign in again."

export async function loader(args: LoaderFunctionArgs) {
  const pending = ceremonyOf(args.request, "second-factor")
  const ways = pending && (await answer(() => findPendingSignIn(visitor(args), { pending })))
  if (!ways) throw signInAgain(isOver)
  const returnTo = safePath(new URL(args.request.url).searchParams.get("returnTo") ?? "/")
  return {
    hasPasskey: ways.hasPasskey,
    codes: codeWords(ways),
    returnTo,
    worksHere: passkeysWorkAt(args.context.origin),
    passkeyOrigin: passkeyOrigin(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const form = await parseForm(args.request, FactorForm)
  if (!form.ok) return invalid(form.reply)
  const pending = ceremonyOf(args.request, "second-factor")
  if (!pending) return signInAgain(isOver)
  const { code, returnTo } = form.value
  const outcome = await answer(() => signInByFactor(visitor(args), { pending, code }))
  if (outcome.signedIn) return signedIn(outcome.secret, returnTo)
  if (!outcome.isOver) {
    const wrong = "That code is wrong, was used already, or is too old. Type the one that is shown now."
    return invalid(withErrors(form.reply, new Invalid("code", wrong)))
  }
  const wait = outcome.retryAfter && `That was tried too often. Try again in ${waitWords(outcome.retryAfter)}.`
  return signInAgain(wait || isOver)
}

export default function SecondFactor() {
  const { codes, hasPasskey, returnTo, worksHere, passkeyOrigin: origin } = useLoaderData<typeof loader>()
  return (
    <AuthPage
      title="One more step"
      subtitle="Your password was right. Show now that it is really you."
      footer={<a href={href("/login")}>Sign in as somebody else</a>}
    >
      {hasPasskey && worksHere && (
        <div className="mb-6">
          <PasskeyForm
            action={href("/login/passkey")}
            challenge={href("/login/passkey")}
            label="Use a passkey"
            tone={codes?.ofApp ? "plain" : "primary"}
            returnTo={returnTo}
          />
        </div>
      )}
      {hasPasskey && !worksHere && <PasskeysElsewhere origin={origin} />}
      {codes && <ByCode {...codes} returnTo={returnTo} />}
    </AuthPage>
  )
}

function ByCode({ label, hint, returnTo }: CodeWords & { returnTo: string }) {
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof FactorForm>>({ id: "second-factor", lastResult: reply })
  return (
    <form method="post" action={href("/login/factor")}>
      <ErrorSummary errors={errorsOf([{ label, field: fields.code }])} formErrors={form.errors} />
      <HiddenFields fields={{ returnTo: returnTo === "/" ? null : returnTo }} />
      <TextField label={label} field={fields.code} hint={hint} autoComplete="one-time-code" required maxLength={100} />
      <SubmitButton block>Sign in</SubmitButton>
    </form>
  )
}
