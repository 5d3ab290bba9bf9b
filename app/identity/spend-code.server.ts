import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm"
import { recoveryCodes, totpFactors } from "#db/schema/factors"
import { webPool } from "~/platform/data/database.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { consume, forgive, limits, type Verdict } from "~/platform/security/limits.server"
import { openSecret } from "./authenticator-secret.server"
import { factorsOf, type Holder, heldBy } from "./factors-of.server"
import { recordOfAccount } from "./record-of-account.server"
import { tidyRecoveryCode } from "./recovery-code"
import { stepOfCode } from "./totp.server"

/** Counts a try at a person's second factor before its code is looked at, so that simultaneous ones cannot pass together. */
export const countFactorTry = (personId: Id<"people">): Promise<Verdict> => consume(webPool(), limits.factor, personId)

/** The try that was the last one allowed, or one beyond. */
export const isLastTry = ({ used }: Verdict) => used >= limits.factor.count

/** Whether this is a code of the holder's authenticator app or one of their recovery codes; it is used up by that, and earlier slips are forgotten. */
export async function spendCode(ctx: Work, holder: Holder, typed: string): Promise<boolean> {
  const recovery = tidyRecoveryCode(typed)
  const isRight = recovery ? await spendRecoveryCode(ctx, holder, recovery) : await spendStep(ctx, holder, typed)
  if (isRight) await forgive(ctx.db.$client, limits.factor, holder.personId)
  return isRight
}

/** A code of an app is good once: the step it belongs to must be later than the last that was used (RFC 6238 5.2). */
async function spendStep(ctx: Work, holder: Holder, typed: string): Promise<boolean> {
  const confirmed = and(heldBy(totpFactors, holder), isNotNull(totpFactors.confirmedAt))
  const [factor] = await ctx.db.select({ sealed: totpFactors.secretSealed }).from(totpFactors).where(confirmed)
  const step = factor ? stepOfCode(openSecret(holder.personId, factor.sealed), typed.replace(/\s/g, ""), ctx.now) : null
  if (step === null) return false
  const used = await ctx.db
    .update(totpFactors)
    .set({ lastStep: step })
    .where(and(confirmed, or(isNull(totpFactors.lastStep), lt(totpFactors.lastStep, step))))
    .returning({ personId: totpFactors.personId })
  return used.length > 0
}

async function spendRecoveryCode(ctx: Work, holder: Holder, code: string): Promise<boolean> {
  const used = await ctx.db
    .update(recoveryCodes)
    .set({ usedAt: ctx.now })
    .where(
      and(...[heldBy(recoveryCodes, holder), eq(recoveryCodes.codeHash, sha256(code))], isNull(recoveryCodes.usedAt)),
    )
    .returning({ personId: recoveryCodes.personId })
  if (used.length === 0) return false
  const { codesLeft } = await factorsOf(ctx, holder)
  await recordOfAccount(ctx, holder, "recovery-code.used", { personId: holder.personId, left: codesLeft })
  return true
}
