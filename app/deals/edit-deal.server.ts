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
    const { companyId, contactId } = details
    if (companyId && companyId !== before.companyId) await getCompany(ctx, { companyId })
    if (contactId && contactId !== before.contactId) await getContact(ctx, { contactId })
    const after = await edit(ctx, deals, dealId, version, details)
    ctx.record("deal.edited", { dealId, companyId }, { before, after })
    return { dealId }
  },
})
