import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { client } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { recordLinkUse } from "../record-link-use.server"

/** The page's script says that a person has had the proposal in sight for two seconds. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await client(args, args.params.token, "proposal")
  await answer(() => recordLinkUse(ctx, { kind: "seen" }))
  return new Response(null, { status: 204 })
}

export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(href("/p/:token", { token: params.token ?? "" }), 303)
