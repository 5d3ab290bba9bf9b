import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { restoreMember } from "~/members/restore-member.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/settings/people"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const memberId = await answer(() => asId<"people">(args.params.memberId, "member"))
  try {
    const { name } = await restoreMember(ctx, { memberId })
    return done(href("/settings/people"), { tone: "ok", text: `${name} is back` })
  } catch (error) {
    return refused(href("/settings/people"), error)
  }
}
