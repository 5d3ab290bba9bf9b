import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { z } from "zod"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { revokeLink } from "../revoke-link.server"

export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(href("/links/:linkId", { linkId: params.linkId ?? "" }))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const linkId = await answer(() => asId<"links">(args.params.linkId, "link"))
  const { submissionId } = await parseForm(args.request, z.object({}))
  const back = href("/links/:linkId", { linkId })
  try {
    await revokeLink(ctx, { linkId }, { submission: submissionId })
    return done(back, { tone: "ok", text: "Link revoked" })
  } catch (error) {
    return refused(back, error)
  }
}
