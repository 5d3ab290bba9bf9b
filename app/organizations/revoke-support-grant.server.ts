import { and, eq, isNull } from "drizzle-orm"
import { supportGrants } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { RevokeSupportGrantInput } from "./inputs.server"

/** Takes the leave of super-admins back: whoever is inside is out on the next request. */
export const revokeSupportGrant = command({
  name: "revoke-support-grant",
  actors: ["staff"],
  input: RevokeSupportGrantInput,
  async step(ctx, { grantId }) {
    const [grant] = await ctx.db.select().from(supportGrants).where(eq(supportGrants.id, grantId))
    if (!grant) throw new NotFound("grant")
    const revoked = await ctx.db
      .update(supportGrants)
      .set({ revokedAt: ctx.now })
      .where(and(eq(supportGrants.id, grantId), isNull(supportGrants.revokedAt)))
      .returning({ id: supportGrants.id })
    if (revoked.length === 0) return ctx.unchanged({ grantId })
    ctx.record("support-grant.revoked", { grantId })
    return { grantId }
  },
})
