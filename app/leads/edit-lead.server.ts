import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { EditLeadInput } from "./inputs.server"
import { identityOf } from "./lead-identity"
import { getLead } from "./lead-queries.server"

/** Changes what is known of an enquiry. */
export const editLead = command({
  name: "edit-lead",
  actors: ["staff"],
  input: EditLeadInput,
  async step(ctx, { leadId, version, website, ...lead }) {
    const before = await getLead(ctx, { leadId })
    const after = await edit(ctx, leads, leadId, version, { ...lead, ...identityOf({ ...lead, website }) })
    ctx.record("lead.edited", { leadId }, { before: shown(before), after: shown(after) })
    return { leadId }
  },
})

type Lead = typeof leads.$inferSelect

const shown = ({ name, email, phone, companyName, companyDomain, message }: Lead) => ({
  name,
  email,
  phone,
  companyName,
  companyDomain,
  message,
})
