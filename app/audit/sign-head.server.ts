import { desc, eq } from "drizzle-orm"
import { auditHeads, auditSeals } from "#db/schema/audit"
import { type KeptHead, keepHead } from "~/adapters/audit-heads.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { signHeadOf } from "./head.server"
import { SignHeadInput } from "./inputs.server"

/**
 * Signs the last link of the organization's audit chain, once a day where it has grown, and keeps it outside of the database too: what
 * stands before it cannot be rewritten unseen any more.
 */
export const signHead = outsideCommand({
  name: "sign-head",
  actors: ["system"],
  input: SignHeadInput,
  async step(ctx): Promise<KeptHead | null> {
    return ctx.unchanged(await headOfToday(ctx))
  },
  async outside(head) {
    if (head) await keepHead(head)
  },
  async settle(ctx, head) {
    return ctx.unchanged({ head })
  },
})

async function headOfToday(ctx: Work<"system">): Promise<KeptHead | null> {
  const { organizationId } = ctx.caller
  const today = ctx.now.toISOString().slice(0, 10)
  const [known] = await ctx.db.select().from(auditHeads).where(eq(auditHeads.headOn, today))
  if (known) return { ...known, hash: known.hash.toString("hex") }
  const [[last], [before]] = await Promise.all([
    ctx.db.select().from(auditSeals).orderBy(desc(auditSeals.sequence)).limit(1),
    ctx.db.select().from(auditHeads).orderBy(desc(auditHeads.headOn)).limit(1),
  ])
  if (!last || last.sequence === before?.sequence) return null
  const { sequence, hash } = last
  const head = signHeadOf({ organizationId, headOn: today, sequence, hash: hash.toString("hex") })
  const row = { headOn: today, sequence, hash, signature: head.signature }
  const written = await ctx.db.insert(auditHeads).values(row).onConflictDoNothing().returning({ on: auditHeads.headOn })
  return written.length > 0 ? head : null
}
