import type { Role } from "~/organizations/role"
import type { Id } from "~/platform/language/ids"

/** How many records of each kind changed hands. */
export type HandedOver = Record<string, number>

/** What happens to those who belong to an organization, to those who are asked in, and to their teams. */
export type MemberEvents = {
  "member.invited": { invitationId: Id<"invitations">; role: Role }
  "invitation.sent": { invitationId: Id<"invitations"> }
  "invitation.mailed": { invitationId: Id<"invitations"> }
  "invitation.revoked": { invitationId: Id<"invitations"> }
  "member.edited": { memberId: Id<"people">; role: Role; teamId: Id<"teams"> | null }
  /** Was put into a team from the team's page, or taken out of it. */
  "member.assigned": { memberId: Id<"people">; teamId: Id<"teams"> | null }
  /** Left, or was removed by a colleague; `successorId` has the records since. */
  "member.removed": { memberId: Id<"people">; successorId: Id<"people"> | null; handedOver: HandedOver; left: boolean }
  "member.restored": { memberId: Id<"people">; role: Role }
  "organization.joined": { personId: Id<"people">; organizationId: Id<"organizations"> }
  "organization.left": { personId: Id<"people">; organizationId: Id<"organizations"> }
  "organization.switched": { personId: Id<"people">; organizationId: Id<"organizations"> }
  "team.created": { teamId: Id<"teams">; parentId: Id<"teams"> | null }
  "team.edited": { teamId: Id<"teams">; parentId: Id<"teams"> | null }
  "team.deleted": { teamId: Id<"teams"> }
  "team.restored": { teamId: Id<"teams"> }
}
