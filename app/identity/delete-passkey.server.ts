import { and, eq } from "drizzle-orm"
import { passkeys } from "#db/schema/factors"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { DeletePasskeyInput } from "./factor-inputs.server"
import { keepAFactor } from "./last-factor.server"
import { assertOwnAccount } from "./own-account.server"
import { recordOfAccount } from "./record-of-account.server"
import { renewSession } from "./renew-session.server"
import { tellFactorChange } from "./tell-factor-change.server"

/** Removes one of the member's passkeys; refused where it is the last second factor of somebody whose role must show one. */
export const deletePasskey = command({
  name: "delete-passkey",
  actors: ["staff"],
  stepUp: true,
  input: DeletePasskeyInput,
  async step(ctx, { passkeyId }) {
    await assertOwnAccount(ctx, "passkeys.delete")
    const { personId } = ctx.caller
    const gone = await ctx.db
      .delete(passkeys)
      .where(and(eq(passkeys.id, passkeyId), eq(passkeys.personId, personId)))
      .returning({ id: passkeys.id })
    if (gone.length === 0) throw new NotFound("passkey")
    await keepAFactor(ctx)
    await recordOfAccount(ctx, { personId }, "passkey.deleted", { personId, passkeyId })
    await tellFactorChange(ctx, "passkey-deleted")
    return { secret: await renewSession(ctx) }
  },
})
