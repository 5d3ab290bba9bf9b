import { and, eq, isNull } from "drizzle-orm"
import { apiKeys } from "#db/schema/api-keys"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { writeKey } from "./create-api-key.server"
import { RotateApiKeyInput } from "./inputs.server"
import { heldKey } from "./key-queries.server"
import { rolesForKeys } from "./key-roles.server"

const hour = 3_600_000

/** Makes a key that takes another's place: the same name and role, a new secret. For a while, which is chosen, both work. */
export const rotateApiKey = command({
  name: "rotate-api-key",
  actors: ["staff"],
  stepUp: true,
  input: RotateApiKeyInput,
  async step(ctx, { keyId, days, overlap }) {
    const { name, role, roleId, isReadOnly, expiresAt } = await heldKey(ctx, keyId)
    const isWithinOwn = (await rolesForKeys(ctx)).some(({ value }) => value === (roleId ?? role))
    if (!isWithinOwn) throw new Conflict("This key may do more than you: make one with another role.")
    const lasts = new Date(ctx.now.getTime() + days * 24 * hour)
    const replacedById = await writeKey(ctx, { name, role, roleId, isReadOnly, expiresAt: lasts })
    const stopsAt = new Date(Math.min(expiresAt.getTime(), ctx.now.getTime() + overlap * hour))
    const replaced = await ctx.db
      .update(apiKeys)
      .set({ replacedById, expiresAt: stopsAt })
      .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt), isNull(apiKeys.replacedById)))
      .returning({ id: apiKeys.id })
    if (replaced.length === 0) throw new Conflict("This key was replaced or revoked already.")
    ctx.record("api-key.rotated", { keyId, replacedById, stopsAt })
    return { keyId: replacedById }
  },
})
