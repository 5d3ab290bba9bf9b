import { and, eq, isNull, ne } from "drizzle-orm"
import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import { Conflict } from "~/platform/language/errors"
import { LeadIdInput } from "./inputs.server"
import { getLead } from "./lead-queries.server"

/** Takes a lead out of the inbox; it can be restored for thirty days. A converted lead stays with its deal. */
export const deleteLead = command({
  name: "delete-lead",
  actors: ["staff"],
  input: LeadIdInput,
  async step(ctx, { leadId }) {
    await getLead(ctx, { leadId })
    const [gone] = await ctx.db
      .update(leads)
      .set({ deletedAt: ctx.now })
      .where(and(eq(leads.id, leadId), isNull(leads.deletedAt), ne(leads.status, "converted"), visible(ctx, leads)))
      .returning({ id: leads.id })
    if (!gone) throw new Conflict("A converted lead stays with its deal.")
    ctx.record("lead.deleted", { leadId })
    return { leadId }
  },
})
