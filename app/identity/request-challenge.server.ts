import { requestOptions } from "~/adapters/webauthn.server"
import { command } from "~/platform/data/command.server"
import { beginCeremony, findCeremony } from "./ceremonies.server"
import { RequestChallengeInput } from "./factor-inputs.server"
import { factorsOf, ownOf } from "./factors-of.server"

/** How long a passkey may take to answer. */
export const challengeMinutes = 5

/**
 * Makes a challenge for a passkey: of whoever comes, of the person whose sign-in waits for a second factor, or of a member who
 * proves anew who they are. Nothing of it tells whether there is an account.
 */
export const requestChallenge = command({
  name: "request-challenge",
  actors: ["anonymous", "staff"],
  input: RequestChallengeInput,
  async step(ctx, { pending }) {
    const waiting = pending ? await findCeremony(ctx, "second-factor", pending) : null
    const isMember = ctx.caller.kind === "staff"
    const personId = ctx.caller.kind === "staff" ? ctx.caller.personId : (waiting?.personId ?? null)
    const known = personId ? (await factorsOf(ctx, ownOf(personId))).passkeys : []
    const options = await requestOptions(known)
    const kind = isMember ? "step-up" : "passkey-sign-in"
    const state = { challenge: options.challenge }
    const secret = await beginCeremony(ctx, { kind, personId, state, minutes: challengeMinutes })
    ctx.record("challenge.requested", { personId })
    return { secret, options }
  },
})
