import { asc, desc, eq } from "drizzle-orm"
import { evidence, proposals } from "#db/schema/proposals"
import { canonicalJson } from "~/platform/data/json.server"
import type { Reading, Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"

/** What a proposal's evidence tells: each is written in the transaction of the act itself. */
export type EvidenceName =
  | "created"
  | "frozen"
  | "sent"
  | "link created"
  | "link revoked"
  | "forwarded"
  | "replaced"
  | "seen"
  | "chosen"
  | "terms shown"
  | "signed"
  | "declined"
  | "withdrawn"

/** An entry as it is kept. */
export type EvidenceEntry = typeof evidence.$inferSelect

/** What the first entry's digest stands on. */
export const chainStart = "0".repeat(64)

/** h_n = SHA-256(h_{n-1} ‖ canonical event), in hex. */
export const chainHash = (previous: string, canonical: string): string => sha256(previous + canonical).toString("hex")

/** Adds an entry to a proposal's evidence and answers the chain's new head. Acts on one proposal wait for each other. */
export async function appendEvidence(
  ctx: Work,
  proposalId: Id<"proposals">,
  name: EvidenceName,
  facts: Record<string, unknown> = {},
): Promise<string> {
  await ctx.db.select({ id: proposals.id }).from(proposals).where(eq(proposals.id, proposalId)).for("update")
  const [last] = await ctx.db
    .select({ position: evidence.position, hash: evidence.hash })
    .from(evidence)
    .where(eq(evidence.proposalId, proposalId))
    .orderBy(desc(evidence.position))
    .limit(1)
  const position = (last?.position ?? 0) + 1
  const previousHash = last?.hash ?? chainStart
  const at = ctx.now.toISOString()
  const canonical = canonicalJson({ proposalId, position, name, at, by: byWhom(ctx), ...facts })
  const hash = chainHash(previousHash, canonical)
  await ctx.db
    .insert(evidence)
    .values({ proposalId, position, name, canonical, previousHash, hash, recordedAt: ctx.now })
  return hash
}

function byWhom({ actor, caller }: Reading) {
  const { ip, userAgent, requestId } = caller
  return { kind: actor.kind, id: actor.id, name: actor.name, ip, userAgent, requestId }
}

/** A proposal's evidence from its beginning. */
export function evidenceOf(ctx: Reading, proposalId: Id<"proposals">): Promise<EvidenceEntry[]> {
  return ctx.db.select().from(evidence).where(eq(evidence.proposalId, proposalId)).orderBy(asc(evidence.position))
}

/** Whether a chain is whole: nothing altered, left out, added in between or moved. `brokenAt` names the first entry that does not fit. */
export function verifyEvidence(
  entries: readonly Pick<EvidenceEntry, "position" | "canonical" | "previousHash" | "hash">[],
): { whole: true; head: string } | { whole: false; brokenAt: number } {
  let head = chainStart
  for (const [at, entry] of entries.entries()) {
    const fits =
      entry.position === at + 1 && entry.previousHash === head && entry.hash === chainHash(head, entry.canonical)
    if (!fits) return { whole: false, brokenAt: at + 1 }
    head = entry.hash
  }
  return { whole: true, head }
}
