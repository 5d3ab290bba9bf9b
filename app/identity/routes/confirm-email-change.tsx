import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { confirmEmailChange } from "~/identity/confirm-email-change.server"
import { addressOf, admitGuess, admitLink } from "~/identity/count-attempts.server"
import { findEmailChange } from "~/identity/identity-queries.server"
import { visitor } from "~/platform/http/context.server"
import { noticeCookie } from "~/platform/http/flash.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, attempt } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { readSessionSecret } from "~/platform/security/sessions.server"
import { SubmitButton } from "~/ui/button"
import { ErrorSummary } from "~/ui/error-summary"
import { AuthPage } from "~/ui/public-page"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [
  { title: "Confirm your e-mail address · Signoff" },
  { name: "robots", content: "noindex" },
]

/** Opening the link changes nothing: programs that look into mails open it too. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = visitor(args)
  const address = addressOf(ctx)
  await admitLink(address)
  const found = await answer(() => findEmailChange(ctx, { token: args.params.token ?? "" }))
  if (found.email === null) await admitGuess(address)
  return found
}

export async function action(args: ActionFunctionArgs) {
  await admitLink(addressOf(visitor(args)))
  const form = await parseForm(args.request, z.object({}))
  return attempt(form.reply, async () => {
    const secret = await readSessionSecret(args.request)
    const { email } = await confirmEmailChange(visitor(args), { token: args.params.token ?? "", secret })
    const notice = noticeCookie({ tone: "ok", text: `From now on you sign in as ${email}.` })
    return redirect(href("/settings/profile"), { status: 303, headers: { "Set-Cookie": notice } })
  })
}

export default function ConfirmEmailChange() {
  const { email } = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.reply.error?.[""] ?? undefined
  if (email === null) return <Gone errors={errors} />
  return (
    <AuthPage title="Is this mailbox yours?" subtitle={`From then on you sign in as ${email}.`}>
      <form method="post">
        <ErrorSummary errors={[]} formErrors={errors} />
        <SubmitButton block>Confirm {email}</SubmitButton>
      </form>
    </AuthPage>
  )
}

function Gone({ errors }: { errors?: string[] }) {
  return (
    <AuthPage title="This link no longer works" footer={<a href={href("/")}>Go to the start</a>}>
      <ErrorSummary errors={[]} formErrors={errors} />
      <p>It was used, or it is older than a day, or a newer one took its place. Nothing has changed by opening it.</p>
    </AuthPage>
  )
}
