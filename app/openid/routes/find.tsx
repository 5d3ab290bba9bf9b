import { useForm } from "@conform-to/react"
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { addressOf, admitGuess, admitLink } from "~/identity/count-attempts.server"
import { signOnVisitor, visitor } from "~/platform/http/context.server"
import { parseForm, withErrors } from "~/platform/http/form.server"
import { invalid } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { Invalid } from "~/platform/language/errors"
import { href, withQuery } from "~/platform/language/paths"
import { SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { TextField } from "~/ui/fields"
import { AuthPage } from "~/ui/public-page"
import { FindSignOnForm } from "../inputs.server"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Sign in with your organization · Signoff" }]

const wanted = (request: Request) => safePath(new URL(request.url).searchParams.get("returnTo") ?? "/")

export async function loader({ request }: LoaderFunctionArgs) {
  return { returnTo: wanted(request) }
}

export async function action(args: ActionFunctionArgs) {
  const form = await parseForm(args.request, FindSignOnForm)
  if (!form.ok) return invalid(form.reply)
  const address = addressOf(visitor(args))
  await admitLink(address)
  const { key } = form.value
  if (await signOnVisitor(args, key)) {
    const returnTo = wanted(args.request)
    return redirect(withQuery(href("/login/sso/:key", { key }), { returnTo: returnTo === "/" ? null : returnTo }), 303)
  }
  await admitGuess(address)
  return invalid(
    withErrors(form.reply, new Invalid("key", "There is no way in with this key. Ask whoever gave it to you.")),
  )
}

export default function FindSignOn() {
  const { returnTo } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof FindSignOnForm>>({ id: "find-sign-on", lastResult: reply })
  const here = withQuery(href("/login/sso"), { returnTo: returnTo === "/" ? null : returnTo })
  return (
    <AuthPage
      title="Sign in with your organization"
      subtitle="Your organization has a key, the last part of the address that you were given."
      footer={<a href={href("/login")}>Sign in with a password</a>}
    >
      <form method="post" action={here}>
        <ErrorSummary errors={errorsOf([{ label: "Key", field: fields.key }])} formErrors={form.errors} />
        <TextField
          label="Key"
          field={fields.key}
          required
          maxLength={60}
          autoComplete="organization"
          placeholder="northlight"
        />
        <SubmitButton block>Continue</SubmitButton>
      </form>
    </AuthPage>
  )
}
