import { and, eq, isNull } from "drizzle-orm"
import { passkeys } from "#db/schema/factors"
import { people } from "#db/schema/people"
import { credentialIdIn, readAssertion } from "~/adapters/webauthn.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { endCeremony } from "./ceremonies.server"
import { recordOfAccount } from "./record-of-account.server"

/** The kinds of ceremony that end with a passkey being shown. */
type Shown = "passkey-sign-in" | "step-up"

/** What a browser answers a challenge with: the secret of the ceremony, and the passkey's answer as the browser wrote it. */
export type PasskeyAnswer = { ceremony: string; response: string }

/**
 * Whose passkey answers the challenge of a ceremony, which is used up by that whatever comes of it. Null for any other answer,
 * for closed accounts, and for a passkey whose counter went backwards: there may be a copy of it, which is recorded.
 */
export async function holderOfPasskey(ctx: Work, kind: Shown, given: PasskeyAnswer): Promise<Id<"people"> | null> {
  const ceremony = await endCeremony(ctx, kind, given.ceremony)
  const credentialId = credentialIdIn(given.response)
  if (!ceremony || credentialId === null) return null
  const [kept] = await ctx.db
    .select({
      ...{ id: passkeys.id, personId: passkeys.personId, credentialId: passkeys.credentialId },
      ...{ publicKey: passkeys.publicKey, counter: passkeys.counter, transports: passkeys.transports },
    })
    .from(passkeys)
    .innerJoin(people, eq(people.id, passkeys.personId))
    .where(and(eq(passkeys.credentialId, credentialId), isNull(people.disabledAt)))
    .for("update", { of: passkeys })
  if (!kept || (ceremony.personId !== null && ceremony.personId !== kept.personId)) return null
  const assertion = await readAssertion(given.response, String(ceremony.state.challenge), kept)
  if (!assertion.ok) {
    const { personId, id: passkeyId } = kept
    const about = { personId, byThem: false }
    if (assertion.copied) await recordOfAccount(ctx, about, "passkey.refused", { personId, passkeyId })
    return null
  }
  await ctx.db.update(passkeys).set({ counter: assertion.counter, lastUsedAt: ctx.now }).where(eq(passkeys.id, kept.id))
  return kept.personId
}
