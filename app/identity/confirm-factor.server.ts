import { and, eq, isNull } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import type { Verdict } from "~/platform/security/limits.server"
import { ConfirmFactorInput } from "./factor-inputs.server"
import { ownOf } from "./factors-of.server"
import { factorsHere } from "./own-account.server"
import { holderOfPasskey, type PasskeyAnswer } from "./passkey-holder.server"
import { countFactorTry, spendCode } from "./spend-code.server"

type Proof = { code: string } | PasskeyAnswer

/** Whether the proof was right; if not, the seconds to wait where it was tried too often. */
export type ConfirmedFactor = { confirmed: true } | { confirmed: false; retryAfter: number | null }

/** Proves anew, by a second factor, who is at this browser: by a code or a passkey. Codes are counted like those of signing in. */
export const confirmFactor = outsideCommand({
  name: "confirm-factor",
  actors: ["staff"],
  input: ConfirmFactorInput,
  step: async (ctx, proof) => ctx.unchanged({ proof, personId: ctx.caller.personId }),
  outside: async ({ proof, personId }): Promise<Verdict | null> => ("code" in proof ? countFactorTry(personId) : null),
  async settle(ctx, { proof, personId }, outcome): Promise<ConfirmedFactor> {
    const verdict = outcome.ok ? outcome.answer : null
    const isRight = verdict?.allowed !== false && (await isTheirs(ctx, proof))
    if (!isRight) {
      ctx.record("factor.refused", { personId })
      return { confirmed: false, retryAfter: verdict?.allowed === false ? verdict.retryAfter : null }
    }
    const { sessionId } = ctx.caller
    if (sessionId)
      await ctx.db
        .update(sessions)
        .set({ factorAt: ctx.now })
        .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
    ctx.record("factor.confirmed", { personId })
    return { confirmed: true }
  },
})

async function isTheirs(ctx: Work<"staff">, proof: Proof): Promise<boolean> {
  const { personId } = ctx.caller
  if (!("code" in proof)) return (await holderOfPasskey(ctx, "step-up", proof)) === personId
  const here = await factorsHere(ctx)
  if (await spendCode(ctx, here, proof.code)) return true
  return here.organizationId !== null && spendCode(ctx, ownOf(personId), proof.code)
}
