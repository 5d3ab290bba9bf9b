import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { deleteIdentityProvider } from "../delete-identity-provider.server"
import { getIdentityProvider } from "../provider-queries.server"

export const meta: MetaFunction = () => [{ title: "Delete identity provider · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    const providerId = asId<"identity_providers">(args.params.providerId, "identity provider")
    const { name } = await getIdentityProvider(ctx, { providerId })
    return { providerId, name }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const providerId = await answer(() => asId<"identity_providers">(args.params.providerId, "identity provider"))
  try {
    await deleteIdentityProvider(ctx, { providerId })
    return done(href("/settings/security/sign-on"), { tone: "ok", text: "Identity provider deleted" })
  } catch (error) {
    return refused(href("/settings/security/sign-on"), error)
  }
}

export default function DeleteIdentityProvider() {
  const { providerId, name } = useLoaderData<typeof loader>()
  const back = href("/settings/security/sign-on/:providerId", { providerId })
  return (
    <>
      <TitleBar title="Delete identity provider" back={{ href: back, label: name }} />
      <PageBody width="form">
        <ConfirmPanel title={`Delete ${name}?`} confirm="Delete identity provider" cancelHref={back}>
          Nobody can sign in by it any more, and whoever did is asked to sign in anew. Its secret and its groups are
          forgotten; your people stay members, and get in by a password that they ask for with their e-mail address.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
