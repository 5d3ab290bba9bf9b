import { desc, eq, type SQL } from "drizzle-orm"
import { proposals, signatures } from "#db/schema/proposals"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { offerOf, type ProposalContent, taxTermsOf } from "~/proposals/content"
import { getVersion } from "~/proposals/version.server"

/** What a client signed: the version's content and the options chosen, from the signature and not from the proposal as it stands. */
export type Accepted = { proposalId: Id<"proposals">; content: ProposalContent; chosenLineIds: readonly string[] }

/** What was signed of a proposal, or null before that. */
export const findAccepted = (ctx: Reading, proposalId: Id<"proposals">) =>
  newest(ctx, eq(signatures.proposalId, proposalId))

/** What was signed last for a deal, or null before that. */
export const findAcceptedOfDeal = (ctx: Reading, dealId: Id<"deals">) => newest(ctx, eq(proposals.dealId, dealId))

async function newest(ctx: Reading, which: SQL): Promise<Accepted | null> {
  const [signature] = await ctx.db
    .select({
      proposalId: signatures.proposalId,
      versionId: signatures.versionId,
      chosenLineIds: signatures.chosenLineIds,
    })
    .from(signatures)
    .innerJoin(proposals, eq(proposals.id, signatures.proposalId))
    .where(which)
    .orderBy(desc(signatures.signedAt))
    .limit(1)
  if (!signature) return null
  const { versionId, ...signed } = signature
  return { ...signed, content: (await getVersion(ctx, versionId)).content }
}

/** What was accepted to be paid once, and whether its prices have the tax inside. */
export function acceptedOnce({ content, chosenLineIds }: Accepted) {
  const { once, lines } = offerOf(content, chosenLineIds)
  return {
    totals: once,
    lines: lines.filter((line) => line.recurrence === "once"),
    pricesIncludeTax: taxTermsOf(content).pricesIncludeTax,
  }
}
