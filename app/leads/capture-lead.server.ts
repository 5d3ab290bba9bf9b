import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { normalizePhone } from "~/platform/language/text"
import { companyDomainOf } from "./company-domain"
import { CaptureLeadInput } from "./inputs.server"
import { assertMayOwn } from "./lead-owners.server"
import { findLookalikes, hasAny } from "./lookalike-queries.server"

/**
 * Saves an enquiry that reached somebody of the staff. When leads, contacts or companies look the same, it is refused once
 * with `Conflict` until it is said that it shall be saved even so.
 */
export const captureLead = command({
  name: "capture-lead",
  actors: ["staff", "system"],
  input: CaptureLeadInput,
  async step(ctx, { evenIfKnown, website, ...lead }) {
    const companyDomain = companyDomainOf(website, lead.email)
    const phoneNormalized = lead.phone ? normalizePhone(lead.phone) || null : null
    if (lead.ownerId) await assertMayOwn(ctx, lead.ownerId)
    if (!evenIfKnown) {
      const keys = { email: lead.email, phone: phoneNormalized, companyName: null, domain: companyDomain }
      const isKnown = hasAny(await findLookalikes(ctx, keys))
      if (isKnown) throw new Conflict("Somebody like this is here already. Open the one that is meant, or create another.")
    }
    const ownerId = lead.ownerId ?? ctx.actor.personId
    const [made] = await ctx.db
      .insert(leads)
      .values({ ...lead, ownerId, emailNormalized: lead.email, phoneNormalized, companyDomain, source: "staff" })
      .returning({ id: leads.id })
    const leadId = made!.id
    ctx.record(
      "lead.captured",
      { leadId, source: "staff", formId: null, suspected: false },
      { after: lead, personal: { name: lead.name } },
    )
    return { leadId }
  },
})
