import { z } from "zod"
import { vatIdField } from "~/organizations/inputs.server"
import {
  checkbox,
  country,
  id,
  line,
  optionalId,
  optionalText,
  optionalWebAddress,
  optionalWholeNumber,
  text,
  version,
} from "~/platform/language/fields.server"
import { currencies } from "~/platform/language/money"
import { taxCategories } from "~/pricing/tax"
import { addressKinds, companyKinds, needsPostalCode } from "./company"

const optionalCurrency = () =>
  z
    .preprocess(
      (given) => (given === "" || given === undefined ? null : given),
      z
        .string()
        .refine((code) => code in currencies, "Choose a currency from the list")
        .nullable(),
    )
    .prefault(null)

const company = {
  name: line("Enter the company's name"),
  kind: z.enum(companyKinds, "Choose what the company is").default("prospect"),
  isBuyer: checkbox(),
  isSeller: checkbox(),
  legalName: optionalText(),
  registrationNo: optionalText(60),
  vatId: vatIdField(),
  electronicAddress: optionalText(200),
  electronicScheme: optionalText(20),
  currency: optionalCurrency(),
  language: optionalText(20),
  paymentTermsDays: optionalWholeNumber(0, 365),
  taxTreatment: z.enum(taxCategories, "Choose how the company is taxed").default("standard"),
  poRequired: checkbox(),
  website: optionalWebAddress(),
  phone: optionalText(60),
  ownerId: optionalId("people"),
}

export const CreateCompanyInput = z.object(company)
export const EditCompanyInput = z.object({ companyId: id("companies"), version: version(), ...company })
export const CompanyIdInput = z.object({ companyId: id("companies") })

const address = {
  kind: z.enum(addressKinds, "Choose what the address is for").default("billing"),
  line1: text("Enter street and number"),
  line2: optionalText(),
  postalCode: optionalText(20),
  city: text("Enter the town"),
  region: optionalText(80),
  country: country(),
}

const withPostalCode = <S extends z.ZodObject<typeof address & Record<string, z.ZodType>>>(schema: S) =>
  schema.refine((given) => given.postalCode !== null || !needsPostalCode(String(given.country)), {
    path: ["postalCode"],
    error: "Enter the postal code",
  })

export const CreateAddressInput = withPostalCode(z.object({ companyId: id("companies"), ...address }))
export const EditAddressInput = withPostalCode(
  z.object({ companyId: id("companies"), addressId: id("addresses"), version: version(), ...address }),
)
/** The forms of the two: whose address it is stands in the page's own. */
export const NewAddressForm = withPostalCode(z.object(address))
export const EditAddressForm = withPostalCode(z.object({ version: version(), ...address }))
export const DeleteAddressInput = z.object({ companyId: id("companies"), addressId: id("addresses") })
