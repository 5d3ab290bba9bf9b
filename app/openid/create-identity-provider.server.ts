import { identityProviders } from "#db/schema/sign-on"
import { command } from "~/platform/data/command.server"
import { Invalid } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { CreateIdentityProviderInput } from "./inputs.server"
import { sealSecret } from "./provider-secret.server"
import { chosenRoles, refuseWrong, writeGroups } from "./write-provider.server"

/** Lets an identity provider sign the organization's people in. Its client's secret is sealed and never shown again. */
export const createIdentityProvider = command({
  name: "create-identity-provider",
  actors: ["staff"],
  stepUp: true,
  input: CreateIdentityProviderInput,
  async step(ctx, { clientSecret, groups, role, isPublic, ...given }) {
    await refuseWrong(ctx, given, null)
    const chosen = await chosenRoles(ctx, { role, groups })
    const providerId: Id<"identity_providers"> = newId()
    const clientSecretSealed = clientSecret === null ? null : sealSecret(ctx.caller, providerId, clientSecret)
    const made = await ctx.db
      .insert(identityProviders)
      .values({ id: providerId, ...given, ...chosen.fallback, clientSecretSealed })
      .onConflictDoNothing()
      .returning({ id: identityProviders.id })
    if (made.length === 0) throw new Invalid("key", "This key is taken: choose another")
    await writeGroups(ctx, providerId, chosen.groups)
    ctx.record(
      "identity-provider.created",
      { providerId, name: given.name },
      { after: { ...given, role, groups, isPublic } },
    )
    return { providerId }
  },
})
