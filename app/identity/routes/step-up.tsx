import { useForm } from "@conform-to/react"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { passkeysWorkAt } from "~/adapters/webauthn.server"
import { confirmSession } from "~/identity/confirm-session.server"
import { ownFactors } from "~/identity/factor-queries.server"
import { ConfirmSessionForm } from "~/identity/inputs.server"
import { ownProofs } from "~/identity/session-queries.server"
import { listOwnProviders } from "~/openid/provider-queries.server"
import { owesFactor, type StaffContext } from "~/platform/data/contexts.server"
import { isFresh, stepUpMinutes } from "~/platform/data/step-up.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { parseForm, withErrors } from "~/platform/http/form.server"
import { forgottenForm, type KeptForm, takeKeptForm } from "~/platform/http/kept-form.server"
import { answer, invalid } from "~/platform/http/respond.server"
import { useRootData } from "~/platform/http/root-data"
import { safePath } from "~/platform/http/safe-path"
import { Invalid } from "~/platform/language/errors"
import { FIND } from "~/platform/language/find"
import { href, withQuery } from "~/platform/language/paths"
import { HiddenFields } from "~/ui/action-form"
import { SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { PasswordField, TextField } from "~/ui/fields"
import { Notices } from "~/ui/notices"
import { AuthPage } from "~/ui/public-page"
import { type CodeWords, codeWords } from "../components/code-words"
import { PasskeyForm } from "../components/passkey-form"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Confirm that it is you · Signoff" }]

/**
 * By what the member can prove who they are; null when a fresh proof is there. Who owes a second factor and has one shows that;
 * who has none yet proves by password or provider who they are, to set one up.
 */
async function waysToProve(args: LoaderFunctionArgs, ctx: StaffContext) {
  const { authenticator, own } = await answer(() => ownFactors(ctx, {}))
  const hasPasskey = own.passkeys.length > 0 && passkeysWorkAt(args.context.origin)
  const hasCodes = own.passkeys.length > 0 && own.codesLeft > 0
  const codes = codeWords({ hasApp: (authenticator ?? own.authenticator) !== null, hasCodes })
  const mustShow = owesFactor(ctx) && (codes !== null || own.passkeys.length > 0)
  if (isFresh(ctx) && !mustShow) return null
  if (mustShow) return { hasPassword: false, codes, hasPasskey, providers: [] }
  const { hasPassword } = await answer(() => ownProofs(ctx, {}))
  return { hasPassword, codes, hasPasskey, providers: await answer(() => listOwnProviders(ctx, {})) }
}

/** Whoever has just proved who they are goes back; a form that waited for it is offered first, to be sent with one press. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const returnTo = safePath(new URL(args.request.url).searchParams.get("returnTo") ?? "/")
  const common = { returnTo, email: ctx.email, minutes: stepUpMinutes }
  const ways = await waysToProve(args, ctx)
  if (ways) return { ...common, waiting: null, ...ways }
  const waiting = await takeKeptForm(args.request, ctx)
  if (!waiting) throw redirect(returnTo, 303)
  return data(
    { ...common, waiting, providers: [], hasPassword: true, codes: null, hasPasskey: false },
    { headers: { "Set-Cookie": forgottenForm() } },
  )
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const form = await parseForm(args.request, ConfirmSessionForm)
  if (!form.ok) return invalid(form.reply)
  const { password, returnTo } = form.value
  const outcome = await answer(() => confirmSession(ctx, { password }))
  if (outcome.confirmed) return redirect(withQuery(href("/step-up"), { returnTo: safePath(returnTo) }), 303)
  const seconds = outcome.retryAfter
  if (seconds === null)
    return invalid(withErrors(form.reply, new Invalid("password", "That is not your password. Try again.")))
  const sentence = `That was tried too often. Try again in ${Math.ceil(seconds / 60)} minutes.`
  return data(
    { reply: withErrors(form.reply, new Invalid("", sentence)) },
    { status: 429, headers: { "Retry-After": String(seconds) } },
  )
}

export default function StepUp() {
  const { waiting, returnTo, ...proofs } = useLoaderData<typeof loader>()
  return waiting ? <GoOn waiting={waiting} returnTo={returnTo} /> : <Prove returnTo={returnTo} {...proofs} />
}

const goOn = {
  title: "Thank you, it is you",
  text: "What you were about to do has waited. Go on with it, or leave it.",
  ...{ button: "Go on", leave: "Do not go on" },
}

const backToForm = {
  title: "You are signed in again",
  text: "What you typed has waited. Nothing of it is saved yet.",
  ...{ button: "Back to what I typed", leave: "Leave it" },
}

function GoOn({ waiting, returnTo }: { waiting: KeptForm; returnTo: string }) {
  const words = waiting.shown ? backToForm : goOn
  return (
    <AuthPage title={words.title} subtitle={words.text} footer={<a href={returnTo}>{words.leave}</a>}>
      <form method="post" action={waiting.to}>
        {waiting.shown && <input type="hidden" name={FIND} value="" />}
        {waiting.fields.map(([name, value], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a form may send a name twice, and the order is the form's own
          <input key={at} type="hidden" name={name} value={value} />
        ))}
        <SubmitButton block>{words.button}</SubmitButton>
      </form>
    </AuthPage>
  )
}

type ProveProps = {
  returnTo: string
  email: string
  minutes: number
  providers: { key: string; name: string }[]
  hasPassword: boolean
  codes: CodeWords | null
  hasPasskey: boolean
}

function Prove({ returnTo, email, minutes, providers, hasPassword, codes, hasPasskey }: ProveProps) {
  const notice = useRootData()?.notice
  return (
    <AuthPage
      title="Confirm that it is you"
      subtitle={`What comes next could do harm in the wrong hands, so it asks for a proof that is at most ${minutes} minutes old. What you typed is kept.`}
      footer={<a href={returnTo}>Back</a>}
      notices={<Notices items={notice ? [notice] : []} />}
    >
      {hasPassword && <ByPassword returnTo={returnTo} email={email} />}
      {codes && <ByCode returnTo={returnTo} {...codes} />}
      {hasPasskey && (
        <div className="mt-5">
          <PasskeyForm
            action={href("/step-up/factor")}
            challenge={href("/step-up/factor")}
            label="Use a passkey"
            returnTo={returnTo}
          />
        </div>
      )}
      {providers.map((provider) => (
        <ByProvider key={provider.key} wayIn={provider.key} name={provider.name} returnTo={returnTo} />
      ))}
      {!hasPassword && !codes && !hasPasskey && providers.length === 0 && <SignInAgain />}
    </AuthPage>
  )
}

function ByPassword({ returnTo, email }: { returnTo: string; email: string }) {
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof ConfirmSessionForm>>({ id: "confirm-session", lastResult: reply })
  return (
    <form method="post" action={href("/step-up")}>
      <ErrorSummary errors={errorsOf([{ label: "Password", field: fields.password }])} formErrors={form.errors} />
      <HiddenFields fields={{ returnTo }} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField label="Password" field={fields.password} required maxLength={128} />
      <SubmitButton block>Confirm</SubmitButton>
    </form>
  )
}

function ByCode({ returnTo, label, hint }: CodeWords & { returnTo: string }) {
  return (
    <form method="post" action={href("/step-up/factor")} className="mt-5">
      <HiddenFields fields={{ returnTo }} />
      <TextField label={label} name="code" hint={hint} autoComplete="one-time-code" required maxLength={100} />
      <SubmitButton tone="plain" block>
        Confirm by the {label.toLowerCase()}
      </SubmitButton>
    </form>
  )
}

/** The provider that opened the session asks anew who it is, and leads back here. */
function ByProvider({ wayIn, name, returnTo }: { wayIn: string; name: string; returnTo: string }) {
  const back = withQuery(href("/step-up"), { returnTo: returnTo === "/" ? null : returnTo })
  return (
    <form
      method="post"
      action={withQuery(href("/login/sso/:key", { key: wayIn }), { returnTo: back, again: "1" })}
      className="mt-5"
    >
      <SubmitButton block>Confirm with {name}</SubmitButton>
    </form>
  )
}

function SignInAgain() {
  return (
    <form method="post" action={href("/logout")}>
      <p>You have no password here. Sign out and in again the way you came, and then do it soon.</p>
      <SubmitButton block>Sign out</SubmitButton>
    </form>
  )
}
