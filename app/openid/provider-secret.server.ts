import type { Context } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { open, seal } from "~/platform/security/crypto.server"

const place = (providerId: Id<"identity_providers">) => `identity_providers|client_secret_sealed|${providerId}`

/** The organization somebody acts in. */
export function organizationOf(caller: Context): Id<"organizations"> {
  if (caller.kind === "anonymous") throw new TypeError("An identity provider belongs to an organization")
  return caller.organizationId
}

/** A client's secret as its provider's row keeps it; it is opened for asking the provider alone. */
export const sealSecret = (caller: Context, providerId: Id<"identity_providers">, secret: string) =>
  seal("identity-provider", organizationOf(caller), secret, place(providerId))

/** The client's secret of a provider's row. */
export const openSecret = (caller: Context, providerId: Id<"identity_providers">, sealed: string) =>
  open("identity-provider", organizationOf(caller), sealed, place(providerId))
