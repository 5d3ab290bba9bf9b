import { domainOf } from "~/companies/company"
import { emailDomain } from "~/platform/language/text"

/** Domains at which anybody may have a mail address: they say nothing of the company. */
const freeMail = new Set([
  "aol.com",
  "freenet.de",
  "gmail.com",
  "gmx.at",
  "gmx.ch",
  "gmx.de",
  "gmx.net",
  "googlemail.com",
  "hotmail.com",
  "icloud.com",
  "live.com",
  "mail.com",
  "me.com",
  "msn.com",
  "outlook.com",
  "posteo.de",
  "proton.me",
  "protonmail.com",
  "t-online.de",
  "web.de",
  "yahoo.com",
])

/** The web domain of the company behind an enquiry: its website's, else its mail address's unless that is anybody's. */
export function companyDomainOf(website: string | null, email: string | null): string | null {
  const fromSite = domainOf(website && !website.includes("://") ? `https://${website}` : website)
  const fromMail = email ? emailDomain(email) : null
  return fromSite ?? (fromMail && !freeMail.has(fromMail) ? fromMail : null)
}
