import { listCompaniesOfContact } from "~/contacts/contact-queries.server"
import { offersFor } from "~/contacts/offers.server"
import { listStages } from "~/deals/stage-queries.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { getLead } from "./lead-queries.server"
import { findLookalikes } from "./lookalike-queries.server"

/** The fields that choose a company or a contact that is here already. */
export const conversionPicks = { otherCompanyId: "company", otherContactId: "contact" } as const

type Lead = Awaited<ReturnType<typeof getLead>>
type Choice = { value: string; label: string; hint?: string }

/**
 * What a lead may become: the companies and contacts that look the same, the likeliest first and chosen beforehand, all others
 * to choose from, and a deal in the first stage.
 */
export async function proposeConversion(ctx: StaffContext, leadId: Id<"leads">) {
  const lead = await getLead(ctx, { leadId })
  const [alike, offers, stages] = await Promise.all([
    findLookalikes(ctx, keysOf(lead)),
    offersFor(ctx, conversionPicks, {}),
    listStages(ctx, {}),
  ])
  const person = alike.contacts[0]
  const places = person ? await listCompaniesOfContact(ctx, { contactId: person.id }) : []
  const sameCompanies = companiesOf(lead, alike.companies, places)
  const sameContacts = alike.contacts.map(({ id, name, email }) => ({
    value: id,
    label: name,
    hint: email ?? undefined,
  }))
  const who = lead.companyName ?? lead.name
  return {
    lead: { id: lead.id, name: lead.name, status: lead.status, dealId: lead.dealId },
    ...{ companies: sameCompanies, contacts: sameContacts, offers },
    stages: stages.filter((stage) => stage.kind === "open").map(asChoice),
    defaults: {
      companyId: sameCompanies[0]?.value ?? "new",
      companyName: who,
      contactId: sameContacts[0]?.value ?? "new",
      contactName: lead.name,
      dealTitle: `New project for ${who}`.slice(0, 200),
    },
  }
}

const keysOf = ({ id, emailNormalized, phoneNormalized, companyName, companyDomain }: Lead) => ({
  email: emailNormalized,
  phone: phoneNormalized,
  companyName,
  domain: companyDomain,
  except: id,
})

const asChoice = ({ id, name }: { id: string; name: string }): Choice => ({ value: id, label: name })

type Alike = { id: string; name: string; domain: string | null }[]
type Places = { companyId: string; name: string }[]

/** Those with the same web domain, then where the known contact works, then those with the same name; each once. */
function companiesOf({ companyDomain }: Lead, alike: Alike, places: Places): Choice[] {
  const isSameDomain = ({ domain }: Alike[number]) => domain !== null && domain === companyDomain
  const found: Choice[] = [
    ...alike
      .filter(isSameDomain)
      .map(({ id, name, domain }) => ({ value: id, label: name, hint: domain ?? undefined })),
    ...places.map(({ companyId, name }) => ({ value: companyId, label: name, hint: "Where the contact works" })),
    ...alike.filter((company) => !isSameDomain(company)).map(asChoice),
  ]
  return found.filter((choice, i) => found.findIndex((other) => other.value === choice.value) === i)
}
