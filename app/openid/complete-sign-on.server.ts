import { readAnswer } from "~/adapters/openid.server"
import { endSession } from "~/identity/end-sessions.server"
import { proveAgain } from "~/identity/prove-again.server"
import { startSession } from "~/identity/start-session.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { type Begun, takeCeremony } from "./ceremony.server"
import type { ProvidedPerson } from "./claims"
import { CompleteSignOnInput } from "./inputs.server"
import { organizationOf } from "./provider-secret.server"
import { registrationOf } from "./registration.server"
import { settlePerson } from "./settle-person.server"
import { type Refusal, refusals } from "./sign-on"

/** A session's secret and where its person wanted to go; or why there is none, in a sentence. */
export type SignedOn = { signedIn: true; secret: string; returnTo: string } | { signedIn: false; sentence: string }

type Provider = { providerId: Id<"identity_providers">; name: string }

/**
 * Takes an identity provider's answer, once, from the browser that set out for it, and signs in whom it vouches for. The session is
 * bound to the organization whose provider it is: an issuer's word is good for its own organization alone.
 */
export const completeSignOn = outsideCommand({
  name: "complete-sign-on",
  actors: ["system"],
  input: CompleteSignOnInput,
  async step(ctx, { providerId, answer, token, previous }) {
    const { issuer, provider } = await registrationOf(ctx, providerId)
    const known = {
      providerId,
      name: provider.name,
      previous,
      answer,
      issuer,
      groupsClaim: provider.groupsClaim,
      countsFactor: provider.countsFactor,
    }
    const begun = token === null ? null : await takeCeremony(ctx, token, providerId)
    if (!begun) return ctx.unchanged({ ...known, begun: null, isEnabled: provider.isEnabled })
    ctx.record("sign-on.received", { providerId })
    return { ...known, begun, isEnabled: provider.isEnabled }
  },
  outside: async ({ begun, isEnabled, issuer, answer, groupsClaim }) =>
    begun && isEnabled ? readAnswer(issuer, answer, begun.ceremony, groupsClaim) : null,
  async settle(ctx, { begun, isEnabled, previous, ...known }, outcome): Promise<SignedOn> {
    const read = outcome.ok ? outcome.answer : null
    if (!begun) return refused(ctx, known, "ceremony")
    if (!isEnabled || !read) return refused(ctx, known, "disabled")
    if (!read.ok) return refused(ctx, known, "answer", ` ${read.sentence}`)
    const settled = await settlePerson(ctx, known, read.person)
    if ("refusal" in settled) return refused(ctx, { ...known, memberId: settled.memberId }, settled.refusal)
    const hasShownFactor = known.countsFactor && read.person.hasShownFactor
    const provided = { ...read.person, hasShownFactor }
    const secret = await letIn(ctx, settled.memberId, provided, { previous, goesOn: isFreshOf(begun) })
    if (!secret) return refused(ctx, { ...known, memberId: settled.memberId }, "removed")
    ctx.record("sign-on.completed", { providerId: known.providerId, name: known.name, memberId: settled.memberId })
    return { signedIn: true, secret, returnTo: begun.returnTo }
  },
})

const isFreshOf = ({ ceremony }: Begun) => ceremony.freshWithin !== undefined

type Entry = { previous: string | null; goesOn: boolean }

/** A session's secret for whom the provider vouches: of a new one, or of theirs that goes on since only a fresh proof was asked for. */
async function letIn(ctx: Work, personId: Id<"people">, provided: ProvidedPerson, { previous, goesOn }: Entry) {
  const { provedAt, hasShownFactor } = provided
  const authenticatedAt = provedAt && provedAt < ctx.now ? provedAt : ctx.now
  const factorAt = hasShownFactor ? ctx.now : null
  const organizationId = organizationOf(ctx.caller)
  if (goesOn && previous) {
    const proved = { personId, organizationId, provedAt: authenticatedAt, factorAt }
    if (await proveAgain(ctx, previous, proved)) return previous
  }
  const secret = await startSession(ctx, personId, { organizationId, factorAt, authenticatedAt, isBound: true })
  if (secret && previous) await endSession(ctx, previous)
  return secret
}

function refused(
  ctx: Work,
  { providerId, name, memberId }: Provider & { memberId?: Id<"people"> },
  reason: Refusal,
  more = "",
): SignedOn {
  ctx.record("sign-on.refused", { providerId, name, reason, ...(memberId ? { memberId } : {}) })
  return { signedIn: false, sentence: refusals[reason] + more }
}
