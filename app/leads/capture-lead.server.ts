import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { CaptureLeadInput } from "./inputs.server"
import { identityOf, lookalikeKeys } from "./lead-identity"
import { assertMayOwn } from "./lead-owners.server"
import { findLookalikes, hasAny } from "./lookalike-queries.server"

/**
 * Saves an enquiry that reached somebody of the staff, who works on it from then on. When leads, contacts or companies look
 * the same, it is refused once with `Conflict` until it is said that it shall be saved even so.
 */
export const captureLead = command({
  name: "capture-lead",
  actors: ["staff", "system"],
  input: CaptureLeadInput,
  async step(ctx, { evenIfKnown, website, ...lead }) {
    if (lead.ownerId) await assertMayOwn(ctx, lead.ownerId)
    if (!evenIfKnown && hasAny(await findLookalikes(ctx, lookalikeKeys({ ...lead, website, companyName: null })))) {
      throw new Conflict("Somebody like this is here already. Open the one that is meant, or create another.")
    }
    const ownerId = lead.ownerId ?? ctx.actor.personId
    const status = ownerId ? "working" : "new"
    const [made] = await ctx.db
      .insert(leads)
      .values({ ...lead, ...identityOf({ ...lead, website }), ownerId, status, source: "staff" })
      .returning({ id: leads.id })
    const leadId = made!.id
    const personal = { name: lead.name, email: lead.email }
    ctx.record("lead.captured", { leadId, source: "staff", formId: null, suspected: false }, { personal })
    return { leadId }
  },
})
