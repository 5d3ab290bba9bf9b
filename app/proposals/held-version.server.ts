import { eq } from "drizzle-orm"
import { proposals } from "#db/schema/proposals"
import type { Reading, Work } from "~/platform/data/work.server"
import { todayIn } from "~/platform/language/dates"
import { Conflict, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { isExpired } from "./proposal"
import { heldProposal, type ProposalRow } from "./subject.server"
import { type FrozenVersion, getVersion } from "./version.server"

/** The proposal link a client holds. */
export type ProposalHold = {
  linkId: Id<"links">
  proposalId: Id<"proposals">
  versionId: Id<"proposal_versions">
  contactId: Id<"contacts"> | null
  email: string | null
  channel: "mail" | "copied"
}

/** What the caller's link opens; NotFound for everybody who holds none to a proposal. */
export function holdOf({ caller }: Reading): ProposalHold {
  if (caller.kind !== "client" || caller.hold.of !== "link") throw new NotFound("proposal")
  const { purpose, objectId, versionId, linkId, contactId, email, channel } = caller.hold
  if (purpose !== "proposal" || versionId === null) throw new NotFound("proposal")
  return { linkId, proposalId: objectId as Id<"proposals">, versionId, contactId, email, channel }
}

/** What a client acts on: their link, its version, and the proposal, held until the transaction ends. */
export type HeldVersion = { hold: ProposalHold; proposal: ProposalRow; version: FrozenVersion }

/** The held version of the caller's link, whatever has become of it. */
export async function heldVersion(ctx: Work): Promise<HeldVersion> {
  const hold = holdOf(ctx)
  const proposal = await heldProposal(ctx, hold.proposalId)
  return { hold, proposal, version: await getVersion(ctx, hold.versionId) }
}

/** Why nobody can decide on this version any more, as a sentence for the client, or null while they can. */
export function whyClosed({ proposal, version }: Pick<HeldVersion, "proposal" | "version">, now: Date): string | null {
  if (proposal.status === "signed") return "This proposal is signed already."
  if (proposal.status === "declined") return "This proposal was declined."
  if (proposal.status !== "sent") return "This proposal was withdrawn and can no longer be signed."
  if (proposal.sentVersionId !== version.id) return "This version was replaced by a newer one."
  const { validUntilOn, timeZone } = version.content
  return isExpired(validUntilOn, todayIn(timeZone, now)) ? "This proposal is no longer valid. Ask for a new one." : null
}

/** The held version while it can be decided on; Conflict with the reason otherwise. */
export async function openVersion(ctx: Work): Promise<HeldVersion> {
  const held = await heldVersion(ctx)
  const closed = whyClosed(held, ctx.now)
  if (closed) throw new Conflict(closed)
  return held
}

/** The proposal of the caller's link, read only. */
export async function readHeldVersion(ctx: Reading): Promise<HeldVersion> {
  const hold = holdOf(ctx)
  const [[proposal], version] = await Promise.all([
    ctx.db.select().from(proposals).where(eq(proposals.id, hold.proposalId)),
    getVersion(ctx, hold.versionId),
  ])
  if (!proposal || proposal.deletedAt) throw new NotFound("proposal")
  return { hold, proposal, version }
}
