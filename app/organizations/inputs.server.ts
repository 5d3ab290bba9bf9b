import { z } from "zod"
import { password } from "~/identity/inputs.server"
import { isTimeZone } from "~/platform/language/dates"
import {
  country,
  currency,
  decimal,
  email,
  optionalEmail,
  optionalId,
  optionalText,
  optionalWebAddress,
  text,
} from "~/platform/language/fields.server"
import { isCountry } from "./country"
import { roles } from "./role"

const timeZone = () =>
  z.preprocess((given) => given ?? "", z.string().refine(isTimeZone, "Choose a time zone from the list"))

const optionalPercent = (what: string) =>
  z.preprocess(
    (given) => (given === "" || given === undefined ? null : given),
    decimal({ what, min: 0, max: 100 }).nullable(),
  )

/** What the page of the set-up asks for. */
export const SetUpForm = z.object({
  name: text("Enter the organization's name", 120),
  country: country().refine(isCountry, "Choose a country from the list"),
  currency: currency(),
  timeZone: timeZone(),
  ownerName: text("Enter your name", 120),
  ownerEmail: email("Enter your e-mail address"),
  ownerPassword: password("Choose a password"),
})

/** A new organization with its owner. What is left out follows from the country; `formKey` is made up unless it is given. */
export const SetUpOrganizationInput = SetUpForm.extend({
  legalName: optionalText(160).optional(),
  locale: optionalText(20).optional(),
  line1: optionalText().optional(),
  line2: optionalText().optional(),
  postalCode: optionalText(20).optional(),
  city: optionalText(100).optional(),
  region: optionalText(100).optional(),
  email: optionalEmail().optional(),
  phone: optionalText(40).optional(),
  website: optionalWebAddress().optional(),
  vatId: optionalText(30).optional(),
  registrationNo: optionalText(60).optional(),
  bankName: optionalText(100).optional(),
  iban: optionalText(42).optional(),
  bic: optionalText(11).optional(),
  taxRate: optionalPercent("Enter a tax rate such as 19").optional(),
  formKey: z
    .string()
    .regex(/^[\w-]{8,60}$/, "Use letters, figures and dashes")
    .optional(),
})

/** Somebody who joins an organization. Without a password they get in by asking for a new one. */
export const JoinMemberInput = z.object({
  name: text("Enter a name", 120),
  email: email(),
  role: z.enum(roles),
  teamId: optionalId("teams").optional(),
  password: password("Choose a password").optional(),
})
