import { desc } from "drizzle-orm"
import { z } from "zod"
import { auditHeads } from "#db/schema/audit"
import { headLine } from "~/adapters/audit-heads.server"
import { query } from "~/platform/data/query.server"

/** The signed heads of the organization's chain as lines to be kept elsewhere, newest first. */
export const listAuditHeads = query({
  name: "list-audit-heads",
  permission: "audits.read",
  actors: ["staff", "system"],
  input: z.object({}),
  async run(ctx) {
    const { organizationId } = ctx.caller
    const heads = await ctx.db.select().from(auditHeads).orderBy(desc(auditHeads.headOn)).limit(4_000)
    return heads.map((head) => headLine({ ...head, organizationId, hash: head.hash.toString("hex") }))
  },
})
