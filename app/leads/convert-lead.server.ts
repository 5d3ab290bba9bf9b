import { eq } from "drizzle-orm"
import { leads } from "#db/schema/leads"
import { shareNotesWithDeal } from "~/activities/move-notes.server"
import { createCompany } from "~/companies/create-company.server"
import { findContactByEmail } from "~/contacts/contact-queries.server"
import { createContact } from "~/contacts/create-contact.server"
import { linkContact } from "~/contacts/link-contact.server"
import { openDeal } from "~/deals/open-deal.server"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import type { Work } from "~/platform/data/work.server"
import { Invalid, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { ConvertLeadInput } from "./inputs.server"
import { getLead } from "./lead-queries.server"

type Lead = typeof leads.$inferSelect

/**
 * Makes a company, a contact and a deal of a lead (each new, or an existing one), links them both ways and moves the notes.
 * A second convert answers the same deal.
 */
export const convertLead = command({
  name: "convert-lead",
  actors: ["staff", "system"],
  input: ConvertLeadInput,
  async step(ctx, input) {
    const { leadId } = input
    await getLead(ctx, { leadId })
    const lead = await locked(ctx, leadId)
    if (lead.status === "converted" && lead.dealId) return ctx.unchanged({ dealId: lead.dealId })
    const companyId = input.companyId ?? (await newCompany(ctx, lead, input.companyName))
    const contactId = input.contactId ?? (await newContact(ctx, lead, companyId, input.contactName))
    await linkContact.step(ctx, { companyId, contactId })
    const ownerId = lead.ownerId ?? ctx.actor.personId
    const { dealId } = await openDeal.step(ctx, { title: input.dealTitle, companyId, contactId, ownerId })
    await transition(
      ctx,
      leads,
      leadId,
      ["new → converted", "working → converted", "qualified → converted", "disqualified → converted"],
      {
        companyId,
        contactId,
        dealId,
        convertedAt: ctx.now,
      },
    )
    await shareNotesWithDeal(ctx, leadId, dealId)
    ctx.record("lead.converted", { leadId, companyId, contactId, dealId })
    return { dealId }
  },
})

/** Two who convert at once take turns here; the second finds the deal of the first. */
async function locked(ctx: Work, leadId: Id<"leads">): Promise<Lead> {
  const [lead] = await ctx.db.select().from(leads).where(eq(leads.id, leadId)).for("update")
  if (!lead) throw new NotFound("lead")
  return lead
}

async function newCompany(ctx: Work, lead: Lead, given: string | null) {
  const name = given ?? lead.companyName ?? lead.name
  const website = lead.companyDomain ? `https://${lead.companyDomain}` : null
  const { companyId } = await createCompany.step(ctx, {
    name,
    kind: "prospect",
    isBuyer: true,
    website,
    ownerId: lead.ownerId,
  })
  return companyId
}

async function newContact(ctx: Work, lead: Lead, companyId: Id<"companies">, given: string | null) {
  const holder = lead.emailNormalized ? await findContactByEmail(ctx, { email: lead.emailNormalized }) : null
  if (holder) throw new Invalid("contactId", `${holder.name} has this e-mail address already: choose that contact`)
  const { contactId } = await createContact.step(ctx, {
    name: given ?? lead.name,
    ownerId: lead.ownerId,
    companyId,
    emails: lead.email ? [{ label: "work", email: lead.email }] : [],
    phones: lead.phone ? [{ label: "work", phone: lead.phone }] : [],
  })
  return contactId
}
