import { and, eq, isNotNull } from "drizzle-orm"
import { totpFactors } from "#db/schema/factors"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { OneselfInput } from "./factor-inputs.server"
import { keepAFactor } from "./last-factor.server"
import { assertOwnAccount } from "./own-account.server"
import { recordOfAccount } from "./record-of-account.server"
import { renewSession } from "./renew-session.server"
import { tellFactorChange } from "./tell-factor-change.server"

/** Removes the member's authenticator app; refused where it is the last second factor of somebody whose role must show one. */
export const deleteAuthenticator = command({
  name: "delete-authenticator",
  actors: ["staff"],
  stepUp: true,
  input: OneselfInput,
  async step(ctx) {
    await assertOwnAccount(ctx, "authenticators.delete")
    const { personId } = ctx.caller
    const gone = await ctx.db
      .delete(totpFactors)
      .where(and(eq(totpFactors.personId, personId), isNotNull(totpFactors.confirmedAt)))
      .returning({ personId: totpFactors.personId })
    if (gone.length === 0) throw new NotFound("authenticator")
    await keepAFactor(ctx)
    await recordOfAccount(ctx, { personId }, "authenticator.deleted", { personId })
    await tellFactorChange(ctx, "authenticator-deleted")
    return { secret: await renewSession(ctx) }
  },
})
