import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { findCeremony } from "./ceremonies.server"
import { endSession } from "./end-sessions.server"
import { SignInByPasskeyInput } from "./factor-inputs.server"
import { holderOfPasskey } from "./passkey-holder.server"
import { finishSignIn, type SignedInByFactor } from "./sign-in-by-factor.server"
import { startSession } from "./start-session.server"

/**
 * Signs a person in by a passkey: on its own, since a passkey is both factors (something one has, and the device asked who one
 * is), or for a sign-in that waits for its second factor.
 */
export const signInByPasskey = command({
  name: "sign-in-by-passkey",
  actors: ["anonymous"],
  input: SignInByPasskeyInput,
  async step(ctx, { ceremony, response, pending, previous }): Promise<SignedInByFactor> {
    const personId = await holderOfPasskey(ctx, "passkey-sign-in", { ceremony, response })
    if (personId === null) {
      ctx.record("session.refused", { reason: "passkey", personId })
      return { signedIn: false, isOver: false, retryAfter: null }
    }
    const waiting = pending ? await findCeremony(ctx, "second-factor", pending) : null
    const isTheirs = waiting?.personId === personId
    const signedIn = pending && isTheirs ? await finishSignIn(ctx, pending) : await startAt(ctx, personId)
    if (signedIn.signedIn && previous) await endSession(ctx, previous)
    return signedIn
  },
})

async function startAt(ctx: Work, personId: Id<"people">): Promise<SignedInByFactor> {
  const secret = await startSession(ctx, personId, { factorAt: ctx.now })
  if (secret) return { signedIn: true, secret, personId }
  ctx.record("session.refused", { reason: "no-membership", personId })
  return { signedIn: false, isOver: true, retryAfter: null }
}
