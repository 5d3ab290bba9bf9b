import type { Id } from "~/platform/language/ids"

type Company = { companyId: Id<"companies"> }

/** What happens to a company. */
export type CompanyEvents = {
  "company.created": Company & { name: string }
  "company.edited": Company
  "company.deleted": Company
  "company.restored": Company
  "address.created": Company & { addressId: Id<"addresses"> }
  "address.edited": Company & { addressId: Id<"addresses"> }
  "address.deleted": Company & { addressId: Id<"addresses"> }
}
