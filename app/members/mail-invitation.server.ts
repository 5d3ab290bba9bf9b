import { and, eq } from "drizzle-orm"
import { invitations, members, organizations, ownRoles } from "#db/schema/organizations"
import { sendMail } from "~/adapters/mail.server"
import { withPictures } from "~/organizations/load-pictures.server"
import { printedLookOf } from "~/organizations/printed-look"
import { roleNames } from "~/organizations/role"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { env } from "~/platform/env.server"
import { formatInstant } from "~/platform/language/dates"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { senderOf } from "~/platform/mail-sender.server"
import { renderInvitation } from "./emails/invitation"
import { InvitationIdInput } from "./inputs.server"
import { openToken } from "./invitation-token.server"

/** Mails an invitation's link; one that was mailed, accepted or revoked, or that ran out, is left alone. */
export const mailInvitation = outsideCommand({
  name: "mail-invitation",
  actors: ["system"],
  input: InvitationIdInput,
  async step(ctx, { invitationId }) {
    return ctx.unchanged(await toMail(ctx, invitationId))
  },
  async outside(attempt) {
    if (!attempt) return
    const { invitationId, organizationId, sealed, email, organization, inviter, role, until, look } = attempt
    const link = `${env.publicUrl}${href("/invitation/:token", { token: openToken(organizationId, invitationId, sealed) })}`
    const words = { organization, inviter: inviter.name, inviterEmail: inviter.email, role, until, email, link, look }
    const mail = renderInvitation(words)
    await sendMail({
      messageId: `${invitationId}.${attempt.round}@${new URL(env.publicUrl).hostname}`,
      from: senderOf(organization),
      to: { address: email },
      replyTo: { name: inviter.name, address: inviter.email },
      ...mail,
      ...(await withPictures(mail.html, organizationId)),
      headers: { "Auto-Submitted": "auto-generated" },
    })
  },
  async settle(ctx, attempt, outcome) {
    if (!attempt || !outcome.ok) return ctx.unchanged({ mailed: false })
    const { invitationId, sealed } = attempt
    const mailed = await ctx.db
      .update(invitations)
      .set({ mailedAt: ctx.now })
      .where(and(eq(invitations.id, invitationId), eq(invitations.tokenSealed, sealed)))
      .returning({ id: invitations.id })
    if (mailed.length === 0) return ctx.unchanged({ mailed: false })
    ctx.record("invitation.mailed", { invitationId })
    return { mailed: true }
  },
})

/** What an invitation's mail says, if it still is to go out. */
async function toMail(ctx: Work, invitationId: Id<"invitations">) {
  const [found] = await ctx.db
    .select({
      invitationId: invitations.id,
      organizationId: invitations.organizationId,
      sealed: invitations.tokenSealed,
      email: invitations.email,
      role: invitations.role,
      ownRole: ownRoles.name,
      expiresAt: invitations.expiresAt,
      mailedAt: invitations.mailedAt,
      acceptedAt: invitations.acceptedAt,
      revokedAt: invitations.revokedAt,
      inviter: { name: members.name, email: members.email },
      organization: organizations.name,
      brand: { logoFile: organizations.logoFile, logoType: organizations.logoType, colour: organizations.colour },
      timeZone: organizations.timeZone,
      locale: organizations.locale,
    })
    .from(invitations)
    .innerJoin(members, eq(members.personId, invitations.invitedById))
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .leftJoin(ownRoles, eq(ownRoles.id, invitations.roleId))
    .where(eq(invitations.id, invitationId))
  if (!found) throw new NotFound("invitation")
  const { mailedAt, acceptedAt, revokedAt, ...mail } = found
  if (mailedAt || acceptedAt || revokedAt || mail.expiresAt <= ctx.now) return null
  const { expiresAt, timeZone, locale, role, ownRole, brand, ...rest } = mail
  const until = formatInstant(expiresAt, timeZone, locale)
  return { ...rest, role: ownRole ?? roleNames[role], look: printedLookOf(brand), until, round: expiresAt.getTime() }
}
