import { and, isNull } from "drizzle-orm"
import { z } from "zod"
import { totpFactors } from "#db/schema/factors"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"
import { openSecret } from "./authenticator-secret.server"
import { findCeremony } from "./ceremonies.server"
import { DeletePasskeyInput } from "./factor-inputs.server"
import { factorsOf, heldBy, ownOf } from "./factors-of.server"
import { factorsHere } from "./own-account.server"
import { totpPicture } from "./totp.server"

/**
 * The second factors that the member sets up and changes here, and how many recovery codes are left; whether these are good for this
 * organization alone, and then what else of their own can be shown.
 */
export const ownFactors = query({
  name: "own-factors",
  permission: "factors.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const holder = await factorsHere(ctx)
    const isBound = holder.organizationId !== null
    const here = await factorsOf(ctx, holder)
    return { ...here, isBound, own: isBound ? await factorsOf(ctx, ownOf(holder.personId)) : here }
  },
})

/** One of the member's own passkeys. */
export const getPasskey = query({
  name: "get-passkey",
  permission: "factors.read",
  actors: ["staff"],
  input: DeletePasskeyInput,
  async run(ctx, { passkeyId }) {
    const { passkeys } = await factorsOf(ctx, ownOf(ctx.caller.personId))
    const passkey = passkeys.find(({ id }) => id === passkeyId)
    if (!passkey) throw new NotFound("passkey")
    return { id: passkey.id, name: passkey.name }
  },
})

/** The authenticator app that the member is setting up: its secret and the picture of it, until it is confirmed. */
export const findAuthenticator = query({
  name: "find-authenticator",
  permission: "factors.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { personId, email } = ctx.caller
    const [factor] = await ctx.db
      .select({ sealed: totpFactors.secretSealed })
      .from(totpFactors)
      .where(and(heldBy(totpFactors, await factorsHere(ctx)), isNull(totpFactors.confirmedAt)))
    if (!factor) return null
    const secret = openSecret(personId, factor.sealed)
    return { secret, picture: totpPicture(secret, email) }
  },
})

/** What a sign-in that waits for its second factor can be ended with; null when none waits. */
export const findPendingSignIn = query({
  name: "find-pending-sign-in",
  permission: "factors.read",
  actors: ["anonymous"],
  input: z.object({ pending: z.string().max(100) }),
  async run(ctx, { pending }) {
    const waiting = await findCeremony(ctx, "second-factor", pending)
    if (!waiting?.personId) return null
    const { authenticator, passkeys, codesLeft } = await factorsOf(ctx, ownOf(waiting.personId))
    return { hasApp: authenticator !== null, hasPasskey: passkeys.length > 0, hasCodes: codesLeft > 0 }
  },
})
