import { createPipeline } from "~/deals/create-pipeline.server"
import { defaultPipeline } from "~/deals/default-pipeline"
import { reachMilestone } from "~/deals/reach-milestone.server"
import { restoreDeal } from "~/deals/restore-deal.server"
import { winDeal } from "~/deals/win-deal.server"
import { issueDepositInvoice } from "~/invoices/issue-deposit-invoice.server"
import { createForm } from "~/leads/create-form.server"
import { defaultForm } from "~/leads/default-form"
import { lessenHolders } from "~/members/lessen.server"
import type { Reactions } from "~/platform/data/house.server"

/** EVENTS: what one event causes elsewhere, in the same transaction, as the system on behalf of who began. */
export const reactions = {
  "organization.set-up": [
    (ctx) => createPipeline.step(ctx, defaultPipeline),
    (ctx, { name, formKey }) => createForm.step(ctx, { key: formKey, ...defaultForm(name) }),
  ],
  "role.edited": [async (ctx, { roleId, isLess }) => isLess && lessenHolders(ctx, roleId)],
  "proposal.sent": [(ctx, { dealId }) => reachMilestone(ctx, dealId, "proposal-sent")],
  "proposal.signed": [
    (ctx, { dealId }) => restoreDeal.step(ctx, { dealId }),
    (ctx, { dealId, netMinor }) => winDeal.step(ctx, { dealId, bySignature: true, valueMinor: netMinor }),
    (ctx, { proposalId }) => issueDepositInvoice.step(ctx, { proposalId }),
  ],
} satisfies Reactions
