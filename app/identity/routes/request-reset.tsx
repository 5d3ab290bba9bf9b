import { useForm } from "@conform-to/react"
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { addressOf, admitReset } from "~/identity/count-attempts.server"
import { noSoonerThan } from "~/identity/even-time.server"
import { RequestResetInput } from "~/identity/inputs.server"
import { requestReset } from "~/identity/request-reset.server"
import { visitor } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, invalid } from "~/platform/http/respond.server"
import { href, withQuery } from "~/platform/language/paths"
import { SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { EmailField } from "~/ui/fields"
import { AuthPage } from "~/ui/public-page"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Forgot your password? · Signoff" }]

/** Longer than asking takes, whether the address is known or not. */
const ANSWER_MS = 300

export async function loader({ request }: LoaderFunctionArgs) {
  return { asked: new URL(request.url).searchParams.has("asked") }
}

export async function action(args: ActionFunctionArgs) {
  const form = await parseForm(args.request, RequestResetInput)
  if (!form.ok) return invalid(form.reply)
  const ctx = visitor(args)
  await noSoonerThan(ANSWER_MS, async () => {
    const admitted = await admitReset({ email: form.value.email, address: addressOf(ctx) })
    if (admitted) await answer(() => requestReset(ctx, form.value))
  })
  return redirect(withQuery(href("/reset"), { asked: 1 }), 303)
}

const back = <a href={href("/login")}>Back to signing in</a>

export default function RequestReset() {
  const { asked } = useLoaderData<typeof loader>()
  return asked ? <Asked /> : <Ask />
}

function Asked() {
  return (
    <AuthPage title="Look into your mailbox" footer={back}>
      <p>
        If there is an account for that address, a mail is on its way. The link in it works for 30 minutes; a look into
        the spam folder may help.
      </p>
    </AuthPage>
  )
}

function Ask() {
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof RequestResetInput>>({ id: "request-reset", lastResult: reply })
  return (
    <AuthPage
      title="Forgot your password?"
      subtitle="Tell us your e-mail address, and we send you a link to choose a new one."
      footer={back}
    >
      <form method="post" action={href("/reset")}>
        <ErrorSummary errors={errorsOf([{ label: "E-mail", field: fields.email }])} formErrors={form.errors} />
        <EmailField label="E-mail" field={fields.email} autoComplete="username" required maxLength={254} />
        <SubmitButton block>Send the link</SubmitButton>
      </form>
    </AuthPage>
  )
}
