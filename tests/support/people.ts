import { signIn } from "~/identity/sign-in.server"
import { createTeam } from "~/members/create-team.server"
import { deleteTeam } from "~/members/delete-team.server"
import { openToken } from "~/members/invitation-token.server"
import { inviteMember } from "~/members/invite-member.server"
import { removeMember } from "~/members/remove-member.server"
import { joinMember } from "~/organizations/join-member.server"
import type { Role } from "~/organizations/role"
import type { Id } from "~/platform/language/ids"
import { type Agency, password, rows, visitor } from "./world"

/* Colleagues, invitations and teams of an agency, made by the commands that make them; each call makes others. */

let made = 0

/** Makers of an agency's people. */
export function makePeople(agency: Agency) {
  const { owner, organizationId } = agency
  const newEmail = () => `colleague${++made}@elsewhere.example`
  const invitation = async (role: string = "member", email = newEmail()) => {
    const { invitationIds } = await inviteMember(owner, { emails: email, role, teamId: null })
    const invitationId = invitationIds[0]!
    return { invitationId, email, token: await tokenOf(invitationId) }
  }
  /** The token of an invitation, which only its mail knows. */
  const tokenOf = async (invitationId: Id<"invitations">) => {
    const [row] = await rows<{ sealed: string }>(
      agency,
      "select token_sealed as sealed from invitations where id = $1",
      [invitationId],
    )
    return openToken(organizationId, invitationId, row!.sealed)
  }
  const colleague = async (role: Role = "member", teamId: Id<"teams"> | null = null) => {
    const email = newEmail()
    const { personId } = await joinMember(agency.system(), { name: "Cora Colleague", email, role, teamId, password })
    return { memberId: personId, email }
  }
  const formerColleague = async () => {
    const { memberId } = await colleague()
    await removeMember(owner, { memberId, successorId: null })
    return { memberId }
  }
  const sessionOf = async (email: string) => {
    const signed = await signIn(visitor(), { email, password })
    if (!signed.signedIn) throw new Error(`${email} could not sign in`)
    return signed.secret
  }
  const sessionOfColleague = async () => sessionOf((await colleague()).email)
  const team = async () => createTeam(owner, { name: `Team ${++made}`, parentId: null })
  const deletedTeam = async () => {
    const { teamId } = await team()
    await deleteTeam(owner, { teamId })
    return { teamId }
  }
  return {
    ...{ newEmail, invitation, tokenOf, colleague, formerColleague, sessionOf, sessionOfColleague, team, deletedTeam },
  }
}
