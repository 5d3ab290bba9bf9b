import { and, eq, isNull } from "drizzle-orm"
import { apiKeys } from "#db/schema/api-keys"
import { command } from "~/platform/data/command.server"
import { RevokeApiKeyInput } from "./inputs.server"
import { heldKey } from "./key-queries.server"

/** Stops a key for good, from the next request on. */
export const revokeApiKey = command({
  name: "revoke-api-key",
  actors: ["staff"],
  input: RevokeApiKeyInput,
  async step(ctx, { keyId }) {
    const { name } = await heldKey(ctx, keyId)
    const revoked = await ctx.db
      .update(apiKeys)
      .set({ revokedAt: ctx.now })
      .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id })
    if (revoked.length === 0) return ctx.unchanged({ keyId })
    ctx.record("api-key.revoked", { keyId, name })
    return { keyId }
  },
})
