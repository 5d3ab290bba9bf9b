import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { restoreTeam } from "~/members/restore-team.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/settings/teams"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const teamId = await answer(() => asId<"teams">(args.params.teamId, "team"))
  try {
    const { name } = await restoreTeam(ctx, { teamId })
    return done(href("/settings/teams"), { tone: "ok", text: `${name} is back` })
  } catch (error) {
    return refused(href("/settings/teams"), error)
  }
}
