import { eq } from "drizzle-orm"
import type { z } from "zod"
import { identityProviders, providerSubjects } from "#db/schema/sign-on"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import type { Work } from "~/platform/data/work.server"
import { EditIdentityProviderInput } from "./inputs.server"
import { getIdentityProvider } from "./provider-queries.server"
import { sealSecret } from "./provider-secret.server"
import { chosenRoles, endProvidedSessions, refuseWrong, writeGroups } from "./write-provider.server"

/**
 * Changes an identity provider. Another issuer vouches for nobody whom the one before it vouched for: its subjects are forgotten.
 * Switched off, it lets nobody in, and whoever came in by it comes in anew.
 */
export const editIdentityProvider = command({
  name: "edit-identity-provider",
  actors: ["staff"],
  stepUp: true,
  input: EditIdentityProviderInput,
  async step(ctx, { providerId, version, clientSecret, groups, role, ...given }) {
    const before = await getIdentityProvider(ctx, { providerId })
    await refuseWrong(ctx, given, before)
    const chosen = await chosenRoles(ctx, { role, groups })
    const secret = clientSecret === null ? {} : { clientSecretSealed: sealSecret(ctx.caller, providerId, clientSecret) }
    const set = { ...given, ...chosen.fallback, ...secret }
    await edit(ctx, identityProviders, providerId, version, set, { unseen: ["clientSecretSealed"] })
    await writeGroups(ctx, providerId, chosen.groups)
    await forgetOthers(ctx, before, { ...given, providerId })
    const after = await getIdentityProvider(ctx, { providerId })
    ctx.record("identity-provider.edited", { providerId, name: given.name }, { before, after })
    return { providerId }
  },
})

type Edited = Pick<z.output<typeof EditIdentityProviderInput>, "providerId" | "issuer" | "clientId" | "isEnabled">

async function forgetOthers(
  ctx: Work,
  before: { issuer: string; clientId: string; isEnabled: boolean },
  after: Edited,
) {
  const isAnother = before.issuer !== after.issuer || before.clientId !== after.clientId
  if (isAnother) await ctx.db.delete(providerSubjects).where(eq(providerSubjects.providerId, after.providerId))
  if (isAnother || (before.isEnabled && !after.isEnabled)) await endProvidedSessions(ctx)
}
