import type { Role } from "~/organizations/role"
import type { Id } from "~/platform/language/ids"
import type { Refusal } from "./sign-on"

type Provider = { providerId: Id<"identity_providers"> }

/** What happens to an organization's identity providers, and by them to its people. */
export type OpenidEvents = {
  "identity-provider.created": Provider & { name: string }
  "identity-provider.edited": Provider & { name: string }
  "identity-provider.deleted": Provider & { name: string }
  "identity-provider.checked": Provider & { name: string; problem: string | null }
  /** Somebody set out for the provider's page. */
  "sign-on.started": Provider
  /** The provider's answer came back; it is good once, whatever it says. */
  "sign-on.received": Provider
  "sign-on.completed": Provider & { memberId: Id<"people">; name: string }
  "sign-on.refused": Provider & { name: string; reason: Refusal; memberId?: Id<"people"> }
  /** A provider's subject is this person from now on. */
  "sign-on.linked": Provider & { memberId: Id<"people">; name: string }
  /** A provider's subject is nobody here any more. */
  "subject.unlinked": Provider & { memberId: Id<"people">; name: string }
  /** The groups at the provider gave a member another role. */
  "sign-on.mapped": Provider & { memberId: Id<"people">; from: Role; to: Role }
  "sign-on.mailed": Provider & { memberId: Id<"people"> }
}
