import { and, asc, eq, gt } from "drizzle-orm"
import { z } from "zod"
import { invoices } from "#db/schema/invoices"
import { numberSeries } from "#db/schema/organizations"
import { getOrganization } from "~/organizations/organization-queries.server"
import { canonicalJson } from "~/platform/data/json.server"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { chainStart, chainText, emptyStanding, followedBy, type SequencedDocument } from "./sequence"

/** How many documents are held in memory at once. */
const BATCH = 500

type Series = Pick<typeof numberSeries.$inferSelect, "id" | "kind" | "key" | "nextNumber">

/**
 * The proof for an auditor that numbers run from one without a gap: for each series its first and last document, how many
 * there are, what is missing, and the chain of digests over all of them, reckoned anew from what was frozen when they were issued.
 */
export const sequenceProof = query({
  name: "sequence-proof",
  permission: "sequences.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { legalName, locale, timeZone } = await getOrganization(ctx, {})
    const { id, kind, key, nextNumber } = numberSeries
    const all = await ctx.db.select({ id, kind, key, nextNumber }).from(numberSeries).orderBy(asc(key), asc(kind))
    const series = []
    for (const each of all) series.push(await proofOf(ctx, each))
    return {
      legalName,
      locale,
      timeZone,
      at: ctx.now,
      series: series.filter(({ count, given }) => count > 0 || given > 0),
    }
  },
})

async function proofOf(ctx: Reading, { id, kind, key, nextNumber }: Series) {
  let standing = emptyStanding
  let head = chainStart
  let documents = await batchAfter(ctx, id, 0)
  while (documents.length > 0) {
    for (const document of documents) {
      standing = followedBy(standing, document)
      head = sha256(chainText(head, document)).toString("hex")
    }
    documents = await batchAfter(ctx, id, standing.expected - 1)
  }
  const given = nextNumber - 1
  const { first, last, count, missing, backwards, altered, expected } = standing
  const gaps = missing + Math.max(0, given + 1 - expected)
  return { kind, key, given, first, last, count, gaps, backwards, altered, head }
}

async function batchAfter(ctx: Reading, seriesId: Id<"number_series">, after: number): Promise<SequencedDocument[]> {
  const { sequence, number, issueOn, contentHash, snapshot } = invoices
  const rows = await ctx.db
    .select({ sequence, number, issueOn, contentHash, snapshot })
    .from(invoices)
    .where(and(eq(invoices.seriesId, seriesId), gt(sequence, after)))
    .orderBy(asc(sequence))
    .limit(BATCH)
  return rows.map((row) => ({
    sequence: row.sequence ?? 0,
    number: row.number ?? "",
    issueOn: row.issueOn ?? "",
    contentHash: row.contentHash ?? "",
    isUnaltered: sha256(canonicalJson(row.snapshot)).toString("hex") === row.contentHash,
  }))
}
