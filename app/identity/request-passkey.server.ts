import { creationOptions } from "~/adapters/webauthn.server"
import { command } from "~/platform/data/command.server"
import { beginCeremony } from "./ceremonies.server"
import { OneselfInput } from "./factor-inputs.server"
import { factorsOf, ownOf } from "./factors-of.server"
import { challengeMinutes } from "./request-challenge.server"

/** Asks the member's browser for a new passkey: what the device is told, with a challenge that is good once. */
export const requestPasskey = command({
  name: "request-passkey",
  actors: ["staff"],
  input: OneselfInput,
  async step(ctx) {
    const { personId, email, name } = ctx.caller
    const { passkeys } = await factorsOf(ctx, ownOf(personId))
    const options = await creationOptions({ personId, email, name }, passkeys)
    const state = { challenge: options.challenge }
    const secret = await beginCeremony(ctx, { kind: "passkey-create", personId, state, minutes: challengeMinutes })
    ctx.record("passkey.requested", { personId })
    return { secret, options }
  },
})
