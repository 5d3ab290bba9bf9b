import { and, eq, isNull } from "drizzle-orm"
import { proposals } from "#db/schema/proposals"
import { visible } from "~/platform/data/visible.server"
import type { Reading, Work } from "~/platform/data/work.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { canRevise, whyFrozen } from "./proposal"

export type ProposalRow = typeof proposals.$inferSelect
type Named = Pick<ProposalRow, "id" | "dealId" | "companyId" | "contactId" | "title">

/** What every event about a proposal says of it. */
export const subjectOf = ({ id, dealId, companyId, contactId, title }: Named) => ({
  proposalId: id,
  dealId,
  companyId,
  contactId,
  title,
})

/** A living proposal the caller may touch, held until the transaction ends: acts on one proposal happen one after the other. */
export async function heldProposal(ctx: Work, proposalId: Id<"proposals">): Promise<ProposalRow> {
  const [proposal] = await ctx.db.select().from(proposals).where(living(ctx, proposalId)).for("update")
  if (!proposal) throw new NotFound("proposal")
  return proposal
}

/** A held proposal that nobody has decided on yet; Conflict with the reason otherwise. */
export async function heldUndecided(ctx: Work, proposalId: Id<"proposals">): Promise<ProposalRow> {
  const proposal = await heldProposal(ctx, proposalId)
  if (!canRevise(proposal.status)) throw new Conflict(whyFrozen(proposal.status))
  return proposal
}

/** The condition under which the caller finds this proposal. */
export const living = (ctx: Reading, proposalId: Id<"proposals">) =>
  and(eq(proposals.id, proposalId), isNull(proposals.deletedAt), visible(ctx, proposals))
