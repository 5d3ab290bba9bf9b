import { and, eq, isNull } from "drizzle-orm"
import { totpFactors } from "#db/schema/factors"
import { command } from "~/platform/data/command.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { openSecret } from "./authenticator-secret.server"
import { ConfirmAuthenticatorInput } from "./factor-inputs.server"
import { factorsOf, heldBy } from "./factors-of.server"
import { factorsHere } from "./own-account.server"
import { recordOfAccount } from "./record-of-account.server"
import { makeRecoveryCodes } from "./recovery-codes.server"
import { renewSession } from "./renew-session.server"
import { tellFactorChange } from "./tell-factor-change.server"
import { stepOfCode } from "./totp.server"

/**
 * Confirms the member's authenticator app by a code that it shows: from now on a password alone lets nobody in. Their other
 * sessions end. Answers the new secret of this browser's session and, with the first factor, the recovery codes, both this once.
 */
export const confirmAuthenticator = command({
  name: "confirm-authenticator",
  actors: ["staff"],
  stepUp: true,
  input: ConfirmAuthenticatorInput,
  async step(ctx, { code }) {
    const holder = await factorsHere(ctx)
    const { personId } = holder
    const waiting = and(heldBy(totpFactors, holder), isNull(totpFactors.confirmedAt))
    const [factor] = await ctx.db.select({ sealed: totpFactors.secretSealed }).from(totpFactors).where(waiting)
    if (!factor) throw new Conflict("There is no authenticator app that waits for its code.")
    const step = stepOfCode(openSecret(personId, factor.sealed), code.replace(/\s/g, ""), ctx.now)
    if (step === null)
      throw new Invalid(
        "code",
        "That is not the code the app shows now. Look at the clock of your phone, and try again.",
      )
    const confirmed = await ctx.db
      .update(totpFactors)
      .set({ confirmedAt: ctx.now, lastStep: step })
      .where(and(waiting, eq(totpFactors.secretSealed, factor.sealed)))
      .returning({ personId: totpFactors.personId })
    if (confirmed.length === 0) throw new Conflict("The app was set up meanwhile.")
    const { codesLeft } = await factorsOf(ctx, holder)
    const codes = codesLeft === 0 ? await makeRecoveryCodes(ctx, holder) : []
    await recordOfAccount(ctx, { personId }, "authenticator.confirmed", { personId })
    await tellFactorChange(ctx, "authenticator-confirmed")
    return { codes, secret: await renewSession(ctx, { hasShown: true }) }
  },
})
