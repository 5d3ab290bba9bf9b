import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { restoreRole } from "../restore-role.server"

export const loader = () => redirect(href("/settings/roles"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const roleId = await answer(() => asId<"own_roles">(args.params.roleId, "role"))
  try {
    await restoreRole(ctx, { roleId })
    return done(href("/settings/roles"), { tone: "ok", text: "Role restored" })
  } catch (error) {
    return refused(href("/settings/roles"), error)
  }
}
