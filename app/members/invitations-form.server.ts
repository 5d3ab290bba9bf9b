import { data } from "@remix-run/node"
import { may } from "~/permissions"
import type { StaffContext } from "~/platform/data/contexts.server"
import { parseForm, withErrors } from "~/platform/http/form.server"
import { invalid } from "~/platform/http/respond.server"
import { Invalid } from "~/platform/language/errors"
import { waitWords } from "~/platform/security/limits.server"
import { admitInvitations } from "./admit.server"
import { InviteMemberInput } from "./inputs.server"

/** The form of invitations as it was sent, with the sentence about who is invited; or the answer that gives it back. */
export async function readInvitations(ctx: StaffContext, request: Request) {
  const form = await parseForm(request, InviteMemberInput)
  if (!form.ok) return { ok: false, reply: invalid(form.reply) } as const
  const { emails } = form.value
  const wait = may(ctx, "members.invite") ? await admitInvitations(ctx.organizationId, emails.length) : null
  if (wait !== null) {
    const error = new Invalid("emails", `People were invited too often. Try again in ${waitWords(wait)}.`)
    const headers = { "Retry-After": String(wait) }
    return { ok: false, reply: data({ reply: withErrors(form.reply, error) }, { status: 429, headers }) } as const
  }
  const text = emails.length === 1 ? `${emails[0]} is invited` : `${emails.length} people are invited`
  return { ok: true, form, notice: { tone: "ok", text } } as const
}
