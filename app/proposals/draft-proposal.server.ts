import { and, asc, eq, isNull } from "drizzle-orm"
import { dealLines, deals } from "#db/schema/deals"
import { proposalLines, proposals } from "#db/schema/proposals"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import type { Work } from "~/platform/data/work.server"
import { addDays, todayIn } from "~/platform/language/dates"
import { Conflict, Invalid, NotFound } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { appendEvidence } from "./evidence.server"
import { DraftProposalInput } from "./inputs.server"
import { usualValidityDays } from "./proposal"
import { subjectOf } from "./subject.server"

/** Drafts a proposal from a deal: its lines unchanged, the texts of the organization's template, the usual deposit. */
export const draftProposal = command({
  name: "draft-proposal",
  actors: ["staff", "system"],
  input: DraftProposalInput,
  async step(ctx, { dealId }) {
    const { companyId, contactId, ...deal } = await dealToOffer(ctx, dealId)
    const organization = await getOrganization(ctx, {})
    const draft = {
      id: newId<"proposals">(),
      dealId,
      companyId,
      contactId,
      title: deal.title,
      currency: deal.currency,
      pricesIncludeTax: deal.pricesIncludeTax,
      ...organization.proposalTemplate,
      depositPercent: organization.depositPercent,
      validUntilOn: addDays(todayIn(organization.timeZone, ctx.now), usualValidityDays),
      ownerId: deal.ownerId,
    }
    await ctx.db.insert(proposals).values(draft)
    await copyLines(ctx, dealId, draft.id)
    await appendEvidence(ctx, draft.id, "created", { dealId })
    ctx.record("proposal.drafted", subjectOf(draft))
    return { proposalId: draft.id }
  },
})

async function dealToOffer(ctx: Work, dealId: Id<"deals">) {
  const [deal] = await ctx.db
    .select()
    .from(deals)
    .where(and(eq(deals.id, dealId), isNull(deals.deletedAt), visible(ctx, deals)))
  if (!deal) throw new NotFound("deal")
  const { companyId, contactId } = deal
  const missing = [companyId ? null : "a company", contactId ? null : "a contact"].filter(Boolean).join(" and ")
  if (!companyId || !contactId)
    throw new Invalid("", `Add ${missing} to the deal first: a proposal is written to somebody.`)
  if (deal.status === "lost") throw new Conflict("This deal is lost. Reopen it to draft a proposal.")
  return { ...deal, companyId, contactId }
}

async function copyLines(ctx: Work, dealId: Id<"deals">, proposalId: Id<"proposals">) {
  const lines = await ctx.db
    .select()
    .from(dealLines)
    .where(eq(dealLines.dealId, dealId))
    .orderBy(asc(dealLines.position))
  if (lines.length === 0) return
  const copies = lines.map(({ dealId: _, id: __, organizationId: ___, ...line }) => ({ ...line, proposalId }))
  await ctx.db.insert(proposalLines).values(copies)
}
