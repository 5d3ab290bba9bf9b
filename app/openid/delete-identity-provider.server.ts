import { eq } from "drizzle-orm"
import { identityProviders, providerGroups, providerSubjects } from "#db/schema/sign-on"
import { command } from "~/platform/data/command.server"
import { IdentityProviderInput } from "./inputs.server"
import { getIdentityProvider } from "./provider-queries.server"
import { endProvidedSessions } from "./write-provider.server"

/** Forgets an identity provider with its secret, its groups and its subjects; its key may be taken again. The people stay members. */
export const deleteIdentityProvider = command({
  name: "delete-identity-provider",
  actors: ["staff"],
  stepUp: true,
  input: IdentityProviderInput,
  async step(ctx, { providerId }) {
    const before = await getIdentityProvider(ctx, { providerId })
    await ctx.db.delete(providerGroups).where(eq(providerGroups.providerId, providerId))
    await ctx.db.delete(providerSubjects).where(eq(providerSubjects.providerId, providerId))
    const key = `${before.key}|${providerId}`
    await ctx.db
      .update(identityProviders)
      .set({ key, isEnabled: false, clientSecretSealed: null, deletedAt: ctx.now })
      .where(eq(identityProviders.id, providerId))
    await endProvidedSessions(ctx)
    ctx.record("identity-provider.deleted", { providerId, name: before.name }, { before })
    return { providerId }
  },
})
