import { eq } from "drizzle-orm"
import { z } from "zod"
import { proposalVersions } from "#db/schema/proposals"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import { optionalId } from "~/platform/language/fields.server"
import { findLink, linkPath } from "~/platform/security/links.server"
import { choiceOf } from "./choose-options.server"
import { type HeldVersion, holdOf, readHeldVersion, whyClosed } from "./held-version.server"
import type { ClientState } from "./proposal"
import { ownerOf } from "./proposal-mail.server"
import { getProposal } from "./proposal-queries.server"
import { documentOf, findPdf, pdfName } from "./render-proposal.server"
import { findSignature } from "./signature.server"
import { type FrozenVersion, getVersion } from "./version.server"

/** The version of the caller's link with all that its page shows; of a replaced one, the way to the current one. */
export const getProposalForClient = query({
  name: "get-proposal-for-client",
  permission: "proposals.read",
  actors: ["client"],
  input: z.object({}),
  async run(ctx) {
    const [held, chosen] = await Promise.all([readHeldVersion(ctx), choiceOf(ctx, holdOf(ctx).versionId)])
    const { proposal, version, hold } = held
    const state = stateOf(held, ctx.now)
    const [signature, owner] = await Promise.all([
      state === "signed" ? findSignature(ctx, proposal.id) : null,
      ownerOf(ctx, proposal),
    ])
    return {
      state,
      proposalId: proposal.id,
      content: version.content,
      contentHash: version.contentHash,
      sentAt: version.sentAt,
      chosenLineIds: signature?.chosenLineIds ?? chosen,
      signature,
      decidedAt: proposal.decidedAt,
      declineReason: proposal.declineReason,
      owner,
      email: hold.email,
      successor: state === "replaced" ? await successorOf(ctx, held) : null,
    }
  },
})

/** The version of a client's link as `getProposalForClient` answers it. */
export type ClientProposal = Awaited<ReturnType<typeof getProposalForClient>>

function stateOf(held: HeldVersion, now: Date): ClientState {
  const { proposal, version } = held
  if (proposal.status === "withdrawn") return "withdrawn"
  if (proposal.sentVersionId !== version.id) return "replaced"
  if (proposal.status === "signed" || proposal.status === "declined") return proposal.status
  return whyClosed(held, now) === null ? "open" : "expired"
}

/** The same reader's own link to the version that replaced theirs; without an address when theirs has run out. */
async function successorOf(ctx: Reading, { hold, proposal }: HeldVersion) {
  const { contactId, channel } = hold
  const link = await findLink(ctx, { objectId: proposal.id, contactId, channel })
  const leadsThere = link !== null && link.versionId === proposal.sentVersionId
  return {
    number: proposal.sentVersion,
    sentAt: proposal.sentAt,
    address: leadsThere ? linkPath("proposal", link.token) : null,
  }
}

/** A version to be downloaded: signed when it was, and the key of the kept file once there is one. */
export const findProposalPdf = query({
  name: "find-proposal-pdf",
  permission: "proposals.read",
  actors: ["staff", "client"],
  input: z.object({
    proposalId: optionalId("proposals"),
    number: z.coerce.number().int().positive().optional().catch(undefined),
  }),
  async run(ctx, { proposalId, number }) {
    const version =
      ctx.caller.kind === "client" ? (await readHeldVersion(ctx)).version : await versionOf(ctx, proposalId, number)
    const signed = await findSignature(ctx, version.proposalId)
    const signature = signed?.versionId === version.id ? signed : null
    const document = await findPdf(ctx, documentOf(version, signature))
    return { version, signature, fileKey: document?.fileKey ?? null, fileName: pdfName(version, signature !== null) }
  },
})

async function versionOf(ctx: Reading, proposalId: string | null, number: number | undefined): Promise<FrozenVersion> {
  const proposal = await getProposal(ctx, { proposalId: proposalId ?? "" })
  if (!proposal.sentVersionId) throw new Conflict("A draft has no PDF yet: it is made when the proposal is sent.")
  if (number === undefined) return getVersion(ctx, proposal.sentVersionId)
  const versions = await ctx.db
    .select({ id: proposalVersions.id, number: proposalVersions.number })
    .from(proposalVersions)
    .where(eq(proposalVersions.proposalId, proposal.id))
  const version = versions.find((each) => each.number === number)
  if (!version) throw new NotFound("version")
  return getVersion(ctx, version.id)
}
