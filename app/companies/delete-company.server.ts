import { and, eq, isNull } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import { NotFound } from "~/platform/language/errors"
import { CompanyIdInput } from "./inputs.server"

/** Takes a company out of every list; it can be restored for thirty days, and documents that name it stay. */
export const deleteCompany = command({
  name: "delete-company",
  actors: ["staff", "system"],
  input: CompanyIdInput,
  async step(ctx, { companyId }) {
    const [gone] = await ctx.db
      .update(companies)
      .set({ deletedAt: ctx.now })
      .where(and(eq(companies.id, companyId), isNull(companies.deletedAt), visible(ctx, companies)))
      .returning({ id: companies.id })
    if (!gone) throw new NotFound("company")
    ctx.record("company.deleted", { companyId })
    return { companyId }
  },
})
