import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { normalizePhone } from "~/platform/language/text"
import { companyDomainOf } from "./company-domain"
import { EditLeadInput } from "./inputs.server"
import { getLead } from "./lead-queries.server"

/** Changes what is known of an enquiry. */
export const editLead = command({
  name: "edit-lead",
  actors: ["staff"],
  input: EditLeadInput,
  async step(ctx, { leadId, version, website, ...lead }) {
    const before = await getLead(ctx, { leadId })
    const after = await edit(ctx, leads, leadId, version, {
      ...lead,
      emailNormalized: lead.email,
      phoneNormalized: lead.phone ? normalizePhone(lead.phone) || null : null,
      companyDomain: companyDomainOf(website, lead.email),
    })
    ctx.record("lead.edited", { leadId }, { before, after })
    return { leadId }
  },
})
