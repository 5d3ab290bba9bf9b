import { and, eq, isNotNull } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import { NotFound } from "~/platform/language/errors"
import { CompanyIdInput } from "./inputs.server"

/** Brings a deleted company back. */
export const restoreCompany = command({
  name: "restore-company",
  actors: ["staff"],
  input: CompanyIdInput,
  async step(ctx, { companyId }) {
    const [back] = await ctx.db
      .update(companies)
      .set({ deletedAt: null })
      .where(and(eq(companies.id, companyId), isNotNull(companies.deletedAt), visible(ctx, companies)))
      .returning({ id: companies.id })
    if (!back) throw new NotFound("company")
    ctx.record("company.restored", { companyId })
    return { companyId }
  },
})
