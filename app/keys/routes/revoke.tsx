import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { Forbidden } from "~/platform/language/errors"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { getApiKey } from "../key-queries.server"
import { revokeApiKey } from "../revoke-api-key.server"

export const meta: MetaFunction = () => [{ title: "Revoke API key · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    if (!may(ctx, "api-keys.revoke")) throw new Forbidden("api-keys.revoke")
    const keyId = asId<"api_keys">(args.params.keyId, "key")
    const { name, lastUsedAt, timeZone, locale } = await getApiKey(ctx, { keyId })
    return { name, used: lastUsedAt && formatInstant(lastUsedAt, timeZone, locale), submission: newSubmissionId() }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const keyId = await answer(() => asId<"api_keys">(args.params.keyId, "key"))
  const { submissionId } = await parseForm(args.request, z.object({}))
  try {
    await revokeApiKey(ctx, { keyId }, { submission: submissionId })
    return done(href("/settings/api-keys"), { tone: "ok", text: "API key revoked" })
  } catch (error) {
    return refused(href("/settings/api-keys"), error)
  }
}

export default function RevokeApiKey() {
  const { name, used, submission } = useLoaderData<typeof loader>()
  const back = href("/settings/api-keys")
  return (
    <>
      <TitleBar title="Revoke API key" subtitle={name} back={{ href: back, label: "API keys" }} />
      <PageBody width="form">
        <ConfirmPanel
          title={`Revoke “${name}”?`}
          confirm="Revoke API key"
          cancelLabel="Keep it"
          cancelHref={back}
          fields={{ submission }}
        >
          The program that uses it is refused from its next request on.{" "}
          {used ? `It was last used on ${used}.` : "It was never used."} This cannot be undone; a new key can be made at
          any time.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
