import { and, eq, inArray, isNull, lte } from "drizzle-orm"
import { invitations, members, teams } from "#db/schema/organizations"
import { chosenRole } from "~/organizations/role-choices.server"
import { command } from "~/platform/data/command.server"
import { assertFresh } from "~/platform/data/step-up.server"
import type { Work } from "~/platform/data/work.server"
import { Invalid, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { InviteMemberInput } from "./inputs.server"
import { freshToken, runsOut } from "./invitation-token.server"
import { mailInvitation } from "./mail-invitation.server"

/**
 * Asks colleagues in by mail, with a role that may do no more than one's own: each gets a link that is good for seven days, once,
 * and for that mailbox alone.
 */
export const inviteMember = command({
  name: "invite-member",
  actors: ["staff"],
  input: InviteMemberInput,
  async step(ctx, { emails, role: choice, teamId }) {
    const { role, roleId } = await chosenRole(ctx, choice)
    if (role === "owner") assertFresh(ctx.caller, "members.invite")
    if (teamId) await assertTeam(ctx, teamId)
    await assertNew(ctx, emails)
    const { organizationId, personId } = ctx.caller
    const rows = emails.map((email) => ({
      ...freshToken(organizationId, undefined),
      ...{ email, role, roleId, teamId, invitedById: personId, expiresAt: runsOut(ctx.now) },
    }))
    await ctx.db.insert(invitations).values(rows)
    for (const { id: invitationId, email } of rows) {
      ctx.record("member.invited", { invitationId, role }, { personal: { email } })
      await ctx.enqueue({ command: mailInvitation.definition, input: { invitationId }, key: `mail ${invitationId}` })
    }
    return { invitationIds: rows.map(({ id }) => id) }
  },
})

/** Refuses a team that is not there. */
export async function assertTeam({ db }: Work, teamId: Id<"teams">) {
  const [team] = await db
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.id, teamId), isNull(teams.deletedAt)))
    .for("share")
  if (!team) throw new NotFound("team")
}

/** Refuses whoever belongs already or has an open invitation; one that ran out makes room. */
async function assertNew(ctx: Work, emails: string[]) {
  const [known] = await ctx.db
    .select({ email: members.email })
    .from(members)
    .where(and(inArray(members.email, emails), eq(members.status, "active")))
  if (known) throw new Invalid("emails", `${known.email} is a member already`)
  const open = and(inArray(invitations.email, emails), isNull(invitations.acceptedAt), isNull(invitations.revokedAt))
  await ctx.db
    .update(invitations)
    .set({ revokedAt: ctx.now })
    .where(and(open, lte(invitations.expiresAt, ctx.now)))
  const [invited] = await ctx.db.select({ email: invitations.email }).from(invitations).where(open)
  if (invited)
    throw new Invalid("emails", `${invited.email} was invited already; the invitation can be sent again from the list`)
}
