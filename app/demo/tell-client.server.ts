import { createAddress } from "~/companies/create-address.server"
import { createCompany } from "~/companies/create-company.server"
import { editCompany } from "~/companies/edit-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { getDeal } from "~/deals/deal-queries.server"
import { editDeal } from "~/deals/edit-deal.server"
import { openDeal } from "~/deals/open-deal.server"
import { assignLead } from "~/leads/assign-lead.server"
import { captureEnquiry } from "~/leads/capture-enquiry.server"
import { convertLead } from "~/leads/convert-lead.server"
import { qualifyLead } from "~/leads/qualify-lead.server"
import type { Id } from "~/platform/language/ids"
import type { Act } from "./act"
import { asOwner, type Client, type Told } from "./told"

/** How a client was met: by an enquiry that became a deal, or by somebody who wrote them down. */
export function meetClient(told: Told, met: (client: Client) => void): Act[] {
  return told.road.enquiry ? byEnquiry(told, met) : byHand(told, met)
}

function byHand(told: Told, met: (client: Client) => void): Act[] {
  return told.act(told.road.deal, "09:40", async (now) => {
    const { once, road } = told
    const { company: name, contact } = road.client
    const ctx = asOwner(told, now)
    const { companyId } = await createCompany(ctx, { name, ...facts(told) }, once("company"))
    await address(told, companyId, now)
    const person = { name: contact.name, jobTitle: contact.jobTitle, ...reached(told), companyId }
    const { contactId } = await createContact(ctx, person, once("contact"))
    const { dealId } = await openDeal(ctx, { ...deal(told), companyId, contactId }, once("deal"))
    met({ companyId, contactId, dealId })
  })
}

function byEnquiry(told: Told, met: (client: Client) => void): Act[] {
  const { road, cast, once } = told
  const { company: companyName, contact } = road.client
  let leadId: Id<"leads">
  return [
    ...told.act(road.enquiry, "08:50", async (now) => {
      const { message, campaign: utm } = road.enquiry!
      const { name, email, phone } = contact
      const enquiry = {
        name,
        email,
        phone,
        companyName,
        message,
        consent: true,
        utm,
        trap: "",
        sourcePage: "/f/northlight",
      }
      leadId = (await captureEnquiry(cast.visitor(now), enquiry, once("enquiry"))).leadId
    }),
    ...told.act(road.enquiry, "10:30", (now) =>
      assignLead(cast.as("owner", now), { leadId, ownerId: cast.personId(road.owner) }, once("assigned")),
    ),
    ...told.act(road.deal, "09:30", (now) => qualifyLead(asOwner(told, now), { leadId }, once("qualified"))),
    ...told.act(road.deal, "09:45", async (now) => {
      const ctx = asOwner(told, now)
      const made = {
        leadId,
        companyId: null,
        companyName,
        contactId: null,
        contactName: contact.name,
        dealTitle: road.deal.title,
      }
      const { dealId } = await convertLead(ctx, made, once("converted"))
      const { companyId, contactId } = await getDeal(ctx, { dealId })
      const client = { companyId: companyId!, contactId: contactId!, dealId }
      const company = { name: companyName, ...facts(told), companyId: client.companyId, version: 1 }
      await editCompany(ctx, { ...company, ownerId: cast.personId(road.owner) }, once("company"))
      await address(told, client.companyId, now)
      await editDeal(ctx, { ...deal(told), ...client, version: 1 }, once("dated"))
      met(client)
    }),
  ]
}

function address(told: Told, companyId: Id<"companies">, now: Date) {
  const { line1, postalCode, city, country } = told.road.client
  return createAddress(
    asOwner(told, now),
    { companyId, kind: "billing", line1, postalCode, city, country },
    told.once("address"),
  )
}

function facts({ road }: Told) {
  const { website, legalName = null, vatId = null, taxTreatment = "standard", contact } = road.client
  return { kind: "client" as const, website, legalName, vatId, taxTreatment, phone: contact.phone, isBuyer: true }
}

function reached({ road }: Told) {
  const { email, phone } = road.client.contact
  return { emails: [{ label: "work", email }], phones: [{ label: "work", phone }] }
}

function deal({ road, clock, cast }: Told) {
  const { title, closesInDays, termMonths = null } = road.deal
  return { title, termMonths, expectedCloseOn: clock.day(closesInDays), ownerId: cast.personId(road.owner) }
}
