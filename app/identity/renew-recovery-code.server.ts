import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { OneselfInput } from "./factor-inputs.server"
import { hasFactor } from "./factors-of.server"
import { factorsHere } from "./own-account.server"
import { recordOfAccount } from "./record-of-account.server"
import { makeRecoveryCodes } from "./recovery-codes.server"
import { renewSession } from "./renew-session.server"
import { tellFactorChange } from "./tell-factor-change.server"

/** Makes the member's recovery codes anew; the old ones work no more. The codes are in the answer, this once. */
export const renewRecoveryCode = command({
  name: "renew-recovery-code",
  actors: ["staff"],
  stepUp: true,
  input: OneselfInput,
  async step(ctx) {
    const holder = await factorsHere(ctx)
    const { personId } = holder
    if (!(await hasFactor(ctx, holder)))
      throw new Conflict("Recovery codes stand in for a second factor. Set one up first.")
    const codes = await makeRecoveryCodes(ctx, holder)
    await recordOfAccount(ctx, { personId }, "recovery-code.renewed", { personId })
    await tellFactorChange(ctx, "recovery-codes-renewed")
    return { codes, secret: await renewSession(ctx) }
  },
})
