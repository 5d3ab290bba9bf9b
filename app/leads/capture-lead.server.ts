import { leads } from "#db/schema/leads"
import { domainOf } from "~/companies/company"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { emailDomain, normalizePhone } from "~/platform/language/text"
import { CaptureLeadInput } from "./inputs.server"
import { findLookalikes } from "./lead-queries.server"

const freeMail = new Set([
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "yahoo.com",
  "icloud.com",
  "gmx.de",
  "gmx.net",
  "web.de",
  "proton.me",
])

/** The web domain of the company behind an enquiry: its website's, else its mail address's unless that is anybody's. */
export function companyDomainOf(website: string | null, email: string | null): string | null {
  const fromSite = domainOf(website && !website.includes("://") ? `https://${website}` : website)
  const fromMail = email ? emailDomain(email) : null
  return fromSite ?? (fromMail && !freeMail.has(fromMail) ? fromMail : null)
}

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
    const phoneNormalized = lead.phone ? normalizePhone(lead.phone) : null
    if (!evenIfKnown) {
      const alike = await findLookalikes(ctx, {
        email: lead.email,
        phone: phoneNormalized,
        companyName: null,
        domain: companyDomain,
      })
      if (alike.leads.length + alike.contacts.length + alike.companies.length > 0) {
        throw new Conflict("Somebody like this is here already. Open the one that is meant, or save it as another.")
      }
    }
    const [made] = await ctx.db
      .insert(leads)
      .values({
        ...lead,
        ownerId: lead.ownerId ?? ctx.actor.personId,
        emailNormalized: lead.email,
        phoneNormalized,
        companyDomain,
        source: "staff",
      })
      .returning({ id: leads.id })
    const leadId = made!.id
    ctx.record(
      "lead.captured",
      { leadId, source: "staff", formId: null },
      { after: lead, personal: { name: lead.name } },
    )
    return { leadId }
  },
})
