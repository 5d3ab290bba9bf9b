import { type ActionFunctionArgs, redirect, redirectDocument } from "@remix-run/node"
import { switchOrganization } from "~/members/switch-organization.server"
import { staff, visitor } from "~/platform/http/context.server"
import { answer, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { readSessionSecret, sessionCookie } from "~/platform/security/sessions.server"

export const loader = () => redirect(href("/"))

/** Goes on in another organization: the browser loads its first page anew, with nothing of the one before. */
export async function action(args: ActionFunctionArgs) {
  await staff(args)
  const organizationId = await answer(() => asId<"organizations">(args.params.organizationId, "organization"))
  try {
    const given = (await readSessionSecret(args.request)) ?? ""
    const { secret } = await switchOrganization(visitor(args), { secret: given, toOrganizationId: organizationId })
    return redirectDocument(href("/"), { status: 303, headers: { "Set-Cookie": await sessionCookie(secret) } })
  } catch (error) {
    return refused(href("/"), error)
  }
}
