import { and, eq, isNull } from "drizzle-orm"
import { identityProviders } from "#db/schema/sign-on"
import type { Issuer } from "~/adapters/openid.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { openSecret } from "./provider-secret.server"

/** How the organization is registered at a provider, with the secret, for asking it and nothing else; whether it is switched on. */
export async function registrationOf(ctx: Work, providerId: Id<"identity_providers">) {
  const [found] = await ctx.db
    .select()
    .from(identityProviders)
    .where(and(eq(identityProviders.id, providerId), isNull(identityProviders.deletedAt)))
    .for("update")
  if (!found) throw new NotFound("identity provider")
  const { clientSecretSealed: sealed, ...provider } = found
  const issuer: Issuer = {
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: sealed === null ? null : openSecret(ctx.caller, providerId, sealed),
  }
  return { issuer, provider }
}
