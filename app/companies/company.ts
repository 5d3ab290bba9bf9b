/** What a company is to the agency. */
export const companyKinds = ["client", "prospect", "vendor", "partner"] as const
export type CompanyKind = (typeof companyKinds)[number]

/** A company's kind in words. */
export const companyKindNames: Record<CompanyKind, string> = {
  client: "Client",
  prospect: "Prospect",
  vendor: "Vendor",
  partner: "Partner",
}

/** What an address is for. */
export const addressKinds = ["billing", "shipping", "other"] as const
export type AddressKind = (typeof addressKinds)[number]

/** An address's purpose in words. */
export const addressKindNames: Record<AddressKind, string> = {
  billing: "Billing",
  shipping: "Shipping",
  other: "Other",
}

/** The parts of a postal address, its country in ISO 3166-1 alpha-2. */
export type PostalAddress = {
  line1: string
  line2: string | null
  postalCode: string | null
  city: string
  region: string | null
  country: string
}

const townFirst = new Set(["GB", "US", "CA", "AU", "IE", "IN"])

/** The lines of an address in the order its country writes them, without the country's name. */
export function addressLines(address: PostalAddress): string[] {
  const { line1, line2, postalCode, city, region, country } = address
  const town = townFirst.has(country)
    ? [[city, region].filter(Boolean).join(", "), postalCode].filter(Boolean).join(" ")
    : [[postalCode, city].filter(Boolean).join(" "), region].filter(Boolean).join(", ")
  return [line1, line2, town].filter((line): line is string => Boolean(line))
}

const noPostcode = new Set(["HK", "AE", "QA", "IE"])

/** Whether a country's addresses need a postal code. */
export const needsPostalCode = (country: string) => !noPostcode.has(country)

/** The domain a web address belongs to, without "www."; null when there is none. */
export function domainOf(website: string | null): string | null {
  if (!website || !URL.canParse(website)) return null
  return new URL(website).hostname.replace(/^www\./, "") || null
}
