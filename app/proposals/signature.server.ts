import { eq } from "drizzle-orm"
import { signatures } from "#db/schema/proposals"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"

export type Signature = typeof signatures.$inferSelect

/** A proposal's one signature, or null while nobody has signed. */
export async function findSignature(ctx: Reading, proposalId: Id<"proposals">): Promise<Signature | null> {
  const [signature] = await ctx.db.select().from(signatures).where(eq(signatures.proposalId, proposalId))
  return signature ?? null
}
