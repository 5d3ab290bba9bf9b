import { normalizePhone } from "~/platform/language/text"
import { companyDomainOf } from "./company-domain"

/** What an enquirer gave of themselves; addresses are normalised already. */
type Given = { email: string | null; phone: string | null; website?: string | null }

/** By what a lead is recognised: the columns that are compared with those of other leads, contacts and companies. */
export const identityOf = ({ email, phone, website = null }: Given) => ({
  emailNormalized: email,
  phoneNormalized: (phone && normalizePhone(phone)) || null,
  companyDomain: companyDomainOf(website, email),
})

/** The same in the words of the search for lookalikes. */
export function lookalikeKeys(lead: Given & { companyName: string | null }) {
  const { emailNormalized, phoneNormalized, companyDomain } = identityOf(lead)
  return { email: emailNormalized, phone: phoneNormalized, companyName: lead.companyName, domain: companyDomain }
}
