import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { admitInvitations } from "~/members/admit.server"
import { sendInvitation } from "~/members/send-invitation.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { waitWords } from "~/platform/security/limits.server"

export const loader = () => redirect(href("/settings/people"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const invitationId = await answer(() => asId<"invitations">(args.params.invitationId, "invitation"))
  const here = href("/settings/people")
  const wait = may(ctx, "invitations.send") ? await admitInvitations(ctx.organizationId, 1) : null
  if (wait !== null)
    return done(here, { tone: "danger", text: `People were invited too often. Try again in ${waitWords(wait)}.` })
  try {
    const { email } = await sendInvitation(ctx, { invitationId })
    return done(here, { tone: "ok", text: `The invitation goes to ${email} again` })
  } catch (error) {
    return refused(here, error)
  }
}
