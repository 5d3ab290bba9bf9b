import { supportGrants } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { newId } from "~/platform/language/ids"
import { CreateSupportGrantInput } from "./inputs.server"

/** Gives the installation's super-admins leave to enter the organization, for a while and for a reason: they read, and change nothing. */
export const createSupportGrant = command({
  name: "create-support-grant",
  actors: ["staff"],
  stepUp: true,
  input: CreateSupportGrantInput,
  async step(ctx, { hours, reason }) {
    const grantId = newId<"support_grants">()
    const expiresAt = new Date(ctx.now.getTime() + Number(hours) * 3_600_000)
    await ctx.db.insert(supportGrants).values({ id: grantId, reason, expiresAt, grantedById: ctx.caller.personId })
    ctx.record("support-grant.created", { grantId, hours: Number(hours) }, { after: { reason } })
    return { grantId, expiresAt }
  },
})
