import type { Id } from "~/platform/language/ids"
import type { InstallationClass, PerClass } from "./retention"
import type { Role } from "./role"

type OwnRole = { roleId: Id<"own_roles">; name: string }

/** What happens to an organization itself. */
export type OrganizationEvents = {
  /** `formKey` is the address of its first enquiry form. */
  "organization.set-up": { organizationId: Id<"organizations">; ownerId: Id<"people">; name: string; formKey: string }
  /** Which roles must show a second factor. */
  "factor-policy.edited": { organizationId: Id<"organizations">; roles: string[] }
  "organization.edited": { organizationId: Id<"organizations"> }
  "brand.edited": { organizationId: Id<"organizations">; hasNewLogo: boolean; colour: string | null }
  "numbering.edited": {
    organizationId: Id<"organizations">
    currency: string
    invoicePattern: string
    creditNotePattern: string
  }
  /** Steps of the first half hour were left out. */
  "step.skipped": { organizationId: Id<"organizations">; steps: readonly string[] }
  "organization.deleted": { organizationId: Id<"organizations"> }
  "organization.restored": { organizationId: Id<"organizations"> }
  /** Organizations that were deleted long enough ago were removed for good. */
  "organization.purged": { organizations: number }
  /** Receipts of forms were deleted because nobody can send those forms again. */
  "receipt.expired": { receipts: number }
  /** How many days each class of data is kept from now on. */
  "retention-policy.edited": { days: PerClass }
  "legal-hold.placed": { holdId: Id<"legal_holds"> }
  "legal-hold.lifted": { holdId: Id<"legal_holds"> }
  /** What a run of the clock purged so far, of each class; a long run says so once per transaction, and its last one that it is done. */
  "data-class.purged": { startedAt: string; purged: PerClass; isDone: boolean }
  "installation-class.purged": { startedAt: string; purged: Record<InstallationClass, number>; isDone: boolean }
  "role.created": OwnRole
  /** `isLess` where it allows less than before, or hides more. */
  "role.edited": OwnRole & { isLess: boolean }
  "role.deleted": OwnRole
  "role.restored": OwnRole
  "support-grant.created": { grantId: Id<"support_grants">; hours: number }
  "support-grant.revoked": { grantId: Id<"support_grants"> }
  /** A super-admin of the installation came in by the organization's leave, opened a page, left. */
  "support-session.started": { personId: Id<"people">; sessionId: Id<"sessions"> }
  "support-session.ended": { personId: Id<"people">; sessionId: Id<"sessions"> }
  "support-view.recorded": { personId: Id<"people">; path: string }
  "profile.edited": { memberId: Id<"people"> }
  "member.joined": { memberId: Id<"people">; role: Role }
}
