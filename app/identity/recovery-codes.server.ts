import { randomBytes } from "node:crypto"
import { recoveryCodes } from "#db/schema/factors"
import type { Work } from "~/platform/data/work.server"
import { sha256 } from "~/platform/security/crypto.server"
import { type Holder, heldBy } from "./factors-of.server"
import { recoveryCodeCount, recoveryCodeOf, tidyRecoveryCode } from "./recovery-code"

/** Makes a holder's recovery codes anew; the old ones work no more. The codes are in the answer and nowhere else. */
export async function makeRecoveryCodes(ctx: Work, holder: Holder): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => recoveryCodeOf(randomBytes(32)))
  await ctx.db.delete(recoveryCodes).where(heldBy(recoveryCodes, holder))
  await ctx.db
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ ...holder, codeHash: sha256(tidyRecoveryCode(code) ?? code), createdAt: ctx.now })))
  return codes
}
