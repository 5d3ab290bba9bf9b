import { deals } from "#db/schema/deals"
import { getCompany } from "~/companies/company-queries.server"
import { getContact } from "~/contacts/contact-queries.server"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { getDeal } from "./deal-queries.server"
import { EditDealInput } from "./inputs.server"

/** Changes a deal's details. */
export const editDeal = command({
  name: "edit-deal",
  actors: ["staff"],
  input: EditDealInput,
  async step(ctx, { dealId, version, ...details }) {
    const before = await getDeal(ctx, { dealId })
    if (details.companyId) await getCompany(ctx, { companyId: details.companyId })
    if (details.contactId) await getContact(ctx, { contactId: details.contactId })
    const after = await edit(ctx, deals, dealId, version, details)
    ctx.record("deal.edited", { dealId, companyId: details.companyId }, { before, after })
    return { dealId }
  },
})
