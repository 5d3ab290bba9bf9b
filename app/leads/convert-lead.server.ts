import { eq } from "drizzle-orm"
import { leads } from "#db/schema/leads"
import { shareNotesWithDeal } from "~/activities/move-notes.server"
import { createCompany } from "~/companies/create-company.server"
import { findContactByEmail, listCompaniesOfContact } from "~/contacts/contact-queries.server"
import { createContact } from "~/contacts/create-contact.server"
import { linkContact } from "~/contacts/link-contact.server"
import { openDeal } from "~/deals/open-deal.server"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import type { Work } from "~/platform/data/work.server"
import { Invalid, NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { estimateDeal } from "./estimate-deal.server"
import type { ConversionPart } from "./events"
import { ConvertLeadInput } from "./inputs.server"
import { getLead } from "./lead-queries.server"

type Lead = typeof leads.$inferSelect
type Parts = ConversionPart[]

/**
 * Makes a company, a contact and a deal of a lead (each new, or an existing one), links them both ways and moves the notes.
 * A second convert answers the same deal.
 */
export const convertLead = command({
  name: "convert-lead",
  actors: ["staff", "system"],
  input: ConvertLeadInput,
  async step(ctx, input) {
    const { leadId, dealTitle: title, stageId } = input
    await getLead(ctx, { leadId })
    const lead = await locked(ctx, leadId)
    if (lead.status === "converted" && lead.dealId) return ctx.unchanged({ dealId: lead.dealId })
    const made: Parts = []
    const companyId = input.companyId ?? (await newCompany(ctx, lead, input.companyName, made))
    const contactId = input.contactId ?? (await newContact(ctx, lead, input.contactName, made))
    await linked(ctx, companyId, contactId, made)
    const ownerId = lead.ownerId ?? ctx.actor.personId
    const { dealId } = await openDeal.step(ctx, { title, companyId, contactId, ownerId, stageId })
    if (input.dealValue) await estimateDeal(ctx, dealId, input.dealValue)
    await transition(
      ctx,
      leads,
      leadId,
      ["new → converted", "working → converted", "qualified → converted", "disqualified → converted"],
      { companyId, contactId, dealId, convertedAt: ctx.now },
    )
    await shareNotesWithDeal(ctx, leadId, dealId)
    ctx.record("lead.converted", { leadId, companyId, contactId, dealId, from: lead.status, made })
    return { dealId }
  },
})

/** Two who convert at once take turns here; the second finds the deal of the first. */
async function locked(ctx: Work, leadId: Id<"leads">): Promise<Lead> {
  const [lead] = await ctx.db.select().from(leads).where(eq(leads.id, leadId)).for("update")
  if (!lead) throw new NotFound("lead")
  return lead
}

async function newCompany(ctx: Work, lead: Lead, given: string | null, made: Parts) {
  const { companyId } = await createCompany.step(ctx, {
    name: given ?? lead.companyName ?? lead.name,
    kind: "prospect",
    isBuyer: true,
    website: lead.companyDomain ? `https://${lead.companyDomain}` : null,
    ownerId: lead.ownerId,
  })
  made.push("company")
  return companyId
}

async function newContact(ctx: Work, lead: Lead, given: string | null, made: Parts) {
  const holder = lead.emailNormalized ? await findContactByEmail(ctx, { email: lead.emailNormalized }) : null
  if (holder) throw new Invalid("contactId", `${holder.name} has this e-mail address already: choose that contact`)
  const { contactId } = await createContact.step(ctx, {
    name: given ?? lead.name,
    ownerId: lead.ownerId,
    emails: lead.email ? [{ label: "work", email: lead.email }] : [],
    phones: lead.phone ? [{ label: "work", phone: lead.phone }] : [],
  })
  made.push("contact")
  return contactId
}

/** A place the contact has at the company already stays as it is, with its role. */
async function linked(ctx: Work, companyId: Id<"companies">, contactId: Id<"contacts">, made: Parts) {
  const places = await listCompaniesOfContact(ctx, { contactId })
  if (places.some((place) => place.companyId === companyId)) return
  await linkContact.step(ctx, { companyId, contactId })
  made.push("link")
}
