import { and, isNotNull } from "drizzle-orm"
import { totpFactors } from "#db/schema/factors"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { OneselfInput } from "./factor-inputs.server"
import { heldBy } from "./factors-of.server"
import { keepAFactor } from "./last-factor.server"
import { factorsHere } from "./own-account.server"
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
    const holder = await factorsHere(ctx)
    const { personId } = holder
    const gone = await ctx.db
      .delete(totpFactors)
      .where(and(heldBy(totpFactors, holder), isNotNull(totpFactors.confirmedAt)))
      .returning({ personId: totpFactors.personId })
    if (gone.length === 0) throw new NotFound("authenticator")
    await keepAFactor(ctx)
    await recordOfAccount(ctx, { personId }, "authenticator.deleted", { personId })
    await tellFactorChange(ctx, "authenticator-deleted")
    return { secret: await renewSession(ctx) }
  },
})
