import { deals } from "#db/schema/deals"
import { getCompany } from "~/companies/company-queries.server"
import { getContact } from "~/contacts/contact-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import { Invalid } from "~/platform/language/errors"
import { OpenDealInput } from "./inputs.server"
import { firstStageOf, getStage } from "./stage-queries.server"

/** Opens a deal in the first stage of the pipeline, or in the open stage that is named. */
export const openDeal = command({
  name: "open-deal",
  actors: ["staff", "system"],
  input: OpenDealInput,
  async step(ctx, { stageId, currency, ...deal }) {
    const stage = stageId ? await getStage(ctx, { stageId }) : await firstStageOf(ctx, { kind: "open" })
    if (stage.kind !== "open") throw new Invalid("stageId", "Choose a stage where deals are open")
    const company = deal.companyId ? await getCompany(ctx, { companyId: deal.companyId }) : null
    if (deal.contactId) await getContact(ctx, { contactId: deal.contactId })
    const organization = await getOrganization(ctx, {})
    const [made] = await ctx.db
      .insert(deals)
      .values({
        ...deal,
        pipelineId: stage.pipelineId,
        stageId: stage.id,
        stageChangedAt: ctx.now,
        currency: currency ?? company?.currency ?? organization.currency,
        pricesIncludeTax: organization.pricesIncludeTax,
        ownerId: deal.ownerId ?? ctx.actor.personId,
      })
      .returning({ id: deals.id })
    const dealId = made!.id
    ctx.record("deal.opened", { dealId, companyId: deal.companyId, contactId: deal.contactId, title: deal.title })
    return { dealId }
  },
})
