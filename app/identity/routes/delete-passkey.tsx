import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirectDocument } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { deletePasskey } from "~/identity/delete-passkey.server"
import { getPasskey } from "~/identity/factor-queries.server"
import { renewedCookies } from "~/identity/signed-in.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { answer, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { RemoveFactor } from "../components/remove-factor"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Remove a passkey · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const { id, name } = await answer(() => getPasskey(ctx, { passkeyId: asId(args.params.passkeyId, "passkey") }))
  return { passkeyId: id as string, name }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const passkeyId = await answer(() => asId<"passkeys">(args.params.passkeyId, "passkey"))
  try {
    const { secret } = await deletePasskey(ctx, { passkeyId })
    const headers = await renewedCookies(secret, { tone: "ok", text: "The passkey is removed." })
    return redirectDocument(href("/settings/security/factors"), { status: 303, headers })
  } catch (error) {
    return refused(href("/settings/security/factors"), error)
  }
}

export default function DeletePasskey() {
  const { passkeyId, name } = useLoaderData<typeof loader>()
  return (
    <RemoveFactor
      title={`Remove the passkey “${name}”`}
      action={href("/settings/security/factors/passkeys/:passkeyId/delete", { passkeyId })}
    >
      It lets nobody in any more. Your other sessions end, and a mail tells you of it. Remove it from your device as
      well.
    </RemoveFactor>
  )
}
