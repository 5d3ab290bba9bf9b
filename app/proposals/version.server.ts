import { desc, eq } from "drizzle-orm"
import { proposalVersions } from "#db/schema/proposals"
import { canonicalJson } from "~/platform/data/json.server"
import type { Reading, Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { renderDocument } from "./components/render-document.server"
import type { ProposalContent } from "./content"
import { appendEvidence } from "./evidence.server"
import { documentView } from "./view.server"

/** A frozen version as the rest reads it. */
export type FrozenVersion = Omit<typeof proposalVersions.$inferSelect, "content"> & { content: ProposalContent }

/** Freezes what a proposal says: canonical text, the page as rendered, and the digest by which both are known. */
export async function freezeVersion(
  ctx: Work,
  proposalId: Id<"proposals">,
  content: ProposalContent,
): Promise<FrozenVersion> {
  const canonical = canonicalJson(content)
  const contentHash = sha256(canonical).toString("hex")
  const html = renderDocument(documentView(content, []))
  const row = {
    id: newId<"proposal_versions">(),
    proposalId,
    number: content.number,
    content: JSON.parse(canonical) as ProposalContent,
    canonical,
    html,
    contentHash,
    sentById: ctx.actor.personId,
  }
  const [version] = await ctx.db.insert(proposalVersions).values(row).returning()
  if (!version) throw new NotFound("proposal")
  await appendEvidence(ctx, proposalId, "frozen", {
    versionId: version.id,
    number: version.number,
    contentHash,
    htmlHash: sha256(html).toString("hex"),
  })
  return { ...version, content: row.content }
}

/** The version of that id. */
export async function getVersion(ctx: Reading, versionId: Id<"proposal_versions">): Promise<FrozenVersion> {
  const [version] = await ctx.db.select().from(proposalVersions).where(eq(proposalVersions.id, versionId))
  if (!version) throw new NotFound("proposal")
  return { ...version, content: version.content as ProposalContent }
}

/** Every version of a proposal, the newest first. */
export async function versionsOf(ctx: Reading, proposalId: Id<"proposals">): Promise<FrozenVersion[]> {
  const versions = await ctx.db
    .select()
    .from(proposalVersions)
    .where(eq(proposalVersions.proposalId, proposalId))
    .orderBy(desc(proposalVersions.number))
  return versions.map((version) => ({ ...version, content: version.content as ProposalContent }))
}
