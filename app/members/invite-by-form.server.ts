import { data } from "@remix-run/node"
import { may } from "~/permissions"
import type { StaffContext } from "~/platform/data/contexts.server"
import { parseForm, withErrors } from "~/platform/http/form.server"
import { attempt, invalid } from "~/platform/http/respond.server"
import { Invalid } from "~/platform/language/errors"
import { waitWords } from "~/platform/security/limits.server"
import { admitInvitations } from "./admit.server"
import { InviteMemberInput } from "./inputs.server"
import { inviteMember } from "./invite-member.server"

/** Invites whom the form names and leads on with the sentence about it; gives the form back where it cannot be followed. */
export async function inviteByForm(ctx: StaffContext, request: Request, leadOn: (sentence: string) => Response) {
  const form = await parseForm(request, InviteMemberInput)
  if (!form.ok) return invalid(form.reply)
  const { emails } = form.value
  const wait = may(ctx, "members.invite") ? await admitInvitations(ctx.organizationId, emails.length) : null
  if (wait !== null) {
    const error = new Invalid("emails", `People were invited too often. Try again in ${waitWords(wait)}.`)
    return data({ reply: withErrors(form.reply, error) }, { status: 429, headers: { "Retry-After": String(wait) } })
  }
  return attempt(form.reply, async () => {
    await inviteMember(ctx, form.value, { submission: form.submissionId })
    return leadOn(emails.length === 1 ? `${emails[0]} is invited` : `${emails.length} people are invited`)
  })
}
