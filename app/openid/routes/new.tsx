import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { assertFresh } from "~/platform/data/step-up.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { wayBack } from "../addresses"
import { ProviderForm } from "../components/provider-form"
import { createIdentityProvider } from "../create-identity-provider.server"
import { CreateIdentityProviderInput } from "../inputs.server"
import { listProviderChoices } from "../provider-queries.server"

export const meta: MetaFunction = () => [{ title: "New identity provider · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const choices = await answer(() => listProviderChoices(ctx, {}))
  assertFresh(ctx, "identity-providers.create")
  return { choices, redirectAddress: wayBack(args.context.origin, "your-key"), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, CreateIdentityProviderInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { providerId } = await createIdentityProvider(ctx, form.value, { submission: form.submissionId })
    const text = "Identity provider created. Now check the connection."
    return done(href("/settings/security/sign-on/:providerId", { providerId }), { tone: "ok", text })
  })
}

const defaults = { groupsClaim: "groups", role: "member", isEnabled: true }
const list = href("/settings/security/sign-on")

export default function NewIdentityProvider() {
  const { choices, redirectAddress, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <>
      <TitleBar title="New identity provider" back={{ href: list, label: "Single sign-on" }} />
      <PageBody width="form">
        <p className="mb-6">
          Register Signoff there as a web application with the redirect address{" "}
          <code className="break-all">{redirectAddress}</code>, with the key below in its place.
        </p>
        <ProviderForm
          {...{ defaults, choices, reply, submission }}
          submitLabel="Create identity provider"
          cancelHref={list}
        />
      </PageBody>
    </>
  )
}
