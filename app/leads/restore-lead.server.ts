import { and, eq, isNotNull } from "drizzle-orm"
import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import { NotFound } from "~/platform/language/errors"
import { LeadIdInput } from "./inputs.server"

/** Brings a deleted lead back. */
export const restoreLead = command({
  name: "restore-lead",
  actors: ["staff"],
  input: LeadIdInput,
  async step(ctx, { leadId }) {
    const [back] = await ctx.db
      .update(leads)
      .set({ deletedAt: null })
      .where(and(eq(leads.id, leadId), isNotNull(leads.deletedAt), visible(ctx, leads)))
      .returning({ id: leads.id })
    if (!back) throw new NotFound("lead")
    ctx.record("lead.restored", { leadId })
    return { leadId }
  },
})
