import { randomBytes } from "node:crypto"
import { eq } from "drizzle-orm"
import { recoveryCodes } from "#db/schema/factors"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { recoveryCodeCount, recoveryCodeOf, tidyRecoveryCode } from "./recovery-code"

/** Makes a person's recovery codes anew; the old ones work no more. The codes are in the answer and nowhere else. */
export async function makeRecoveryCodes(ctx: Work, personId: Id<"people">): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => recoveryCodeOf(randomBytes(32)))
  await ctx.db.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId))
  await ctx.db
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ personId, codeHash: sha256(tidyRecoveryCode(code) ?? code), createdAt: ctx.now })))
  return codes
}
