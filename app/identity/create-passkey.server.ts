import { passkeys } from "#db/schema/factors"
import { readCreation } from "~/adapters/webauthn.server"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { endCeremony } from "./ceremonies.server"
import { CreatePasskeyInput } from "./factor-inputs.server"
import { factorsOf, ownOf } from "./factors-of.server"
import { assertOwnAccount } from "./own-account.server"
import { recordOfAccount } from "./record-of-account.server"
import { makeRecoveryCodes } from "./recovery-codes.server"
import { renewSession } from "./renew-session.server"
import { tellFactorChange } from "./tell-factor-change.server"

/** How many passkeys a person may have. */
const most = 20

/**
 * Keeps a passkey that the member's device made. Their other sessions end. Answers the new secret of this browser's session and,
 * with the first factor, the recovery codes, both this once.
 */
export const createPasskey = command({
  name: "create-passkey",
  actors: ["staff"],
  stepUp: true,
  input: CreatePasskeyInput,
  async step(ctx, { ceremony, name, response }) {
    await assertOwnAccount(ctx, "passkeys.create")
    const { personId } = ctx.caller
    const begun = await endCeremony(ctx, "passkey-create", ceremony)
    const made = begun?.personId === personId ? await readCreation(response, String(begun.state.challenge)) : null
    if (!made) throw new Conflict("The passkey could not be verified. Try once more.")
    const known = await factorsOf(ctx, ownOf(personId))
    if (known.passkeys.length >= most)
      throw new Conflict(`${most} passkeys are enough. Remove one that you use no more.`)
    const passkeyId = newId<"passkeys">()
    const publicKey = Buffer.from(made.publicKey)
    await ctx.db.insert(passkeys).values({ ...made, id: passkeyId, personId, name, publicKey, createdAt: ctx.now })
    const codes = known.codesLeft === 0 ? await makeRecoveryCodes(ctx, ownOf(personId)) : []
    await recordOfAccount(ctx, { personId }, "passkey.created", { personId, passkeyId })
    await tellFactorChange(ctx, "passkey-created")
    return { passkeyId, codes, secret: await renewSession(ctx, { hasShown: true }) }
  },
})
