import { eq } from "drizzle-orm"
import type { z } from "zod"
import { proposals, signatures } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { consentTo, consentVersion } from "./consent"
import { chosenOptions, type Offer, offerOf } from "./content"
import { appendEvidence } from "./evidence.server"
import { type HeldVersion, heldVersion, whyClosed } from "./held-version.server"
import { SignProposalInput } from "./inputs.server"
import { markSeen } from "./mark-seen.server"
import { renderProposal } from "./render-proposal.server"
import { findSignature, type Signature } from "./signature.server"
import { queueSignedMails } from "./signed-mail.server"
import { subjectOf } from "./subject.server"

type Input = z.output<typeof SignProposalInput>

/**
 * Signs a version with the options chosen: signature, evidence and acceptance in one transaction, with what follows from
 * them. It happens once: a twin of the same submission gets the first one's answer. Refused when the reader was shown
 * another total, or the version is replaced, withdrawn, declined or no longer valid.
 */
export const signProposal = command({
  name: "sign-proposal",
  actors: ["client"],
  input: SignProposalInput,
  async step(ctx, input) {
    const held = await heldVersion(ctx)
    const before = await findSignature(ctx, held.proposal.id)
    if (before) return ctx.unchanged(answerOf(sameSigner(before, held)))
    const closed = whyClosed(held, ctx.now)
    if (closed) throw new Conflict(closed)
    const offer = offerOf(held.version.content, input.lines)
    if (input.expected !== offer.total.minor.toString()) {
      throw new Invalid("expected", "The total has changed with the options you ticked. Look at it again, then sign.")
    }
    await markSeen(ctx, held)
    const signature = await writeSignature(ctx, held, offer, input)
    await acceptProposal(ctx, held, signature, offer)
    await queueSignedMails(ctx, held, signature, offer)
    await ctx.enqueue({ command: renderProposal.definition, input: { versionId: signature.versionId, signed: true } })
    return answerOf(signature)
  },
})

const answerOf = ({ id, proposalId, versionId }: Signature) => ({ signatureId: id, proposalId, versionId })

function sameSigner(signature: Signature, { hold }: HeldVersion): Signature {
  if (signature.linkId === hold.linkId && signature.versionId === hold.versionId) return signature
  throw new Conflict(`${signature.typedName} has signed this proposal already.`)
}

async function writeSignature(ctx: Work, held: HeldVersion, offer: Offer, input: Input): Promise<Signature> {
  const { hold, proposal, version } = held
  const { content, contentHash, id: versionId } = version
  const { linkId, contactId, email, channel } = hold
  const id = newId<"signatures">()
  const termsHash = sha256(content.sections.terms).toString("hex")
  const chosenLineIds = chosenOptions(content, input.lines)
  const { net, tax, total } = offer.once
  const money = { netMinor: net.minor, taxMinor: tax.minor, totalMinor: total.minor, monthlyMinor: offer.mrr.minor }
  const act = {
    ...{ versionId, linkId, contactId, email, mailboxProven: channel === "mail", contentHash, termsHash },
    ...{
      typedName: input.typedName,
      consentText: consentTo(content),
      consentVersion,
      chosenLineIds,
      timeZone: input.timeZone,
    },
    currency: content.currency,
  }
  await appendEvidence(ctx, proposal.id, "terms shown", { versionId, linkId, termsHash, consentVersion })
  const chainHead = await appendEvidence(ctx, proposal.id, "signed", { signatureId: id, ...act, ...texts(money) })
  const { ip, userAgent } = ctx.caller
  const [signature] = await ctx.db
    .insert(signatures)
    .values({ id, proposalId: proposal.id, ...act, ...money, ip, userAgent, chainHead })
    .returning()
  return signature!
}

const texts = (money: Record<string, bigint>) =>
  Object.fromEntries(Object.entries(money).map(([name, minor]) => [name, minor.toString()]))

async function acceptProposal(ctx: Work, { proposal, version }: HeldVersion, signature: Signature, offer: Offer) {
  const { netMinor, totalMinor, monthlyMinor, currency, id: signatureId } = signature
  await ctx.db
    .update(proposals)
    .set({ status: "signed", decidedAt: ctx.now, acceptedMinor: offer.total.minor })
    .where(eq(proposals.id, proposal.id))
  const accepted = { netMinor, totalMinor, monthlyMinor, currency, depositPercent: version.content.depositPercent }
  ctx.record(
    "proposal.signed",
    { ...subjectOf(proposal), versionId: version.id, signatureId, ...accepted },
    { personal: { typedName: signature.typedName, email: signature.email } },
  )
}
