import { companies } from "#db/schema/companies"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { domainOf } from "./company"
import { getCompany } from "./company-queries.server"
import { EditCompanyInput } from "./inputs.server"

/** Changes a company's details. Documents already issued keep what they printed. */
export const editCompany = command({
  name: "edit-company",
  actors: ["staff"],
  input: EditCompanyInput,
  async step(ctx, { companyId, version, ...details }) {
    const before = await getCompany(ctx, { companyId })
    const after = await edit(ctx, companies, companyId, version, { ...details, domain: domainOf(details.website) })
    ctx.record("company.edited", { companyId }, { before, after })
    return { companyId }
  },
})
