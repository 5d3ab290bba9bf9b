import { companies } from "#db/schema/companies"
import { command } from "~/platform/data/command.server"
import { domainOf } from "./company"
import { CreateCompanyInput } from "./inputs.server"

/** Adds a company to the directory; who adds it owns it unless another owner is named. */
export const createCompany = command({
  name: "create-company",
  actors: ["staff", "system"],
  input: CreateCompanyInput,
  async step(ctx, input) {
    const [company] = await ctx.db
      .insert(companies)
      .values({ ...input, domain: domainOf(input.website), ownerId: input.ownerId ?? ctx.actor.personId })
      .returning({ id: companies.id, name: companies.name })
    const { id: companyId, name } = company!
    ctx.record("company.created", { companyId, name }, { after: input })
    return { companyId }
  },
})
