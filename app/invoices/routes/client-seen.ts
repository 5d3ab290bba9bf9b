import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { client } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { openInvoice } from "../open-invoice.server"

/** The page's script says that a person has had the invoice in sight for two seconds. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await client(args, args.params.token, "invoice")
  await answer(() => openInvoice(ctx, {}))
  return new Response(null, { status: 204 })
}

export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(href("/i/:token", { token: params.token ?? "" }), 303)
