import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import type { Verdict } from "~/platform/security/limits.server"
import { endCeremony, findCeremony } from "./ceremonies.server"
import { SignInByFactorInput } from "./factor-inputs.server"
import { ownOf } from "./factors-of.server"
import { recordOfAccount } from "./record-of-account.server"
import { countFactorTry, isLastTry, spendCode } from "./spend-code.server"
import { type SessionStart, startSession } from "./start-session.server"

type Attempt = { pending: string; code: string; personId: Id<"people"> | null }

/** A signed-in browser's secret, or why there is none: `isOver` when the sign-in waits no more and begins anew with the password. */
export type SignedInByFactor =
  | { signedIn: true; secret: string; personId: Id<"people"> }
  | { signedIn: false; isOver: boolean; retryAfter: number | null }

/**
 * Ends a sign-in that waits for its second factor, by a code of the authenticator app or a recovery code. Five tries in a quarter
 * of an hour, however many are sent at once; the fifth that fails ends the sign-in.
 */
export const signInByFactor = outsideCommand({
  name: "sign-in-by-factor",
  actors: ["anonymous"],
  input: SignInByFactorInput,
  async step(ctx, { pending, code }): Promise<Attempt> {
    const waiting = await findCeremony(ctx, "second-factor", pending)
    return ctx.unchanged({ pending, code, personId: waiting?.personId ?? null })
  },
  outside: async ({ personId }): Promise<Verdict | null> => personId && countFactorTry(personId),
  async settle(ctx, { pending, code, personId }, outcome): Promise<SignedInByFactor> {
    const verdict = outcome.ok ? outcome.answer : null
    if (personId === null || verdict === null) return ctx.unchanged(over(null))
    if (!verdict.allowed) return giveUp(ctx, personId, pending, verdict.retryAfter)
    if (await spendCode(ctx, ownOf(personId), code)) return finishSignIn(ctx, pending)
    if (isLastTry(verdict)) return giveUp(ctx, personId, pending, verdict.retryAfter)
    await recordOfAccount(ctx, { personId, byThem: false }, "factor.refused", { personId })
    return { signedIn: false, isOver: false, retryAfter: null }
  },
})

const over = (retryAfter: number | null): SignedInByFactor => ({ signedIn: false, isOver: true, retryAfter })

async function giveUp(ctx: Work, personId: Id<"people">, pending: string, retryAfter: number) {
  await endCeremony(ctx, "second-factor", pending)
  await recordOfAccount(ctx, { personId, byThem: false }, "factor.refused", { personId })
  return over(retryAfter)
}

/** Starts the session that a sign-in waited for, once; it stands where the sign-in wanted to be. */
export async function finishSignIn(ctx: Work, pending: string): Promise<SignedInByFactor> {
  const waited = await endCeremony(ctx, "second-factor", pending)
  const personId = waited?.personId ?? null
  const start = { ...(waited?.state as SessionStart | undefined), factorAt: ctx.now }
  const secret = personId && (await startSession(ctx, personId, start))
  if (!personId || !secret) {
    ctx.record("session.refused", { reason: personId ? "no-membership" : "unknown", personId })
    return over(null)
  }
  return { signedIn: true, secret, personId }
}
