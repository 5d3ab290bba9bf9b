import { z } from "zod"
import { password } from "~/identity/inputs.server"
import { isTimeZone } from "~/platform/language/dates"
import {
  checkbox,
  country,
  currency,
  decimal,
  email,
  id,
  line,
  optionalEmail,
  optionalId,
  optionalText,
  optionalVatId,
  optionalWebAddress,
  text,
  version,
  wholeNumber,
} from "~/platform/language/fields.server"
import { secondRate } from "~/pricing/inputs.server"
import { isColour } from "./colour"
import { isCountry } from "./country"
import { isIban, tidyIban } from "./iban"
import { logoProblem } from "./logo"
import { isPattern } from "./number-pattern"
import { type RetentionClass, retentionTable } from "./retention"
import { roles } from "./role"
import { setupSteps } from "./setup-steps"
import { vatIdProblem } from "./vat-id"

const timeZone = () =>
  z.preprocess((given) => given ?? "", z.string().refine(isTimeZone, "Choose a time zone from the list"))

const optionalPercent = (what: string) =>
  z.preprocess(
    (given) => (given === "" || given === undefined ? null : given),
    decimal({ what, min: 0, max: 100 }).nullable(),
  )

/** What the page of the set-up asks for. */
export const SetUpForm = z.object({
  name: line("Enter the organization's name", 120),
  country: country().refine(isCountry, "Choose a country from the list"),
  currency: currency(),
  timeZone: timeZone(),
  ownerName: line("Enter your name", 120),
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
  isDemo: z.boolean().optional(),
  formKey: z
    .string()
    .regex(/^[\w-]{8,60}$/, "Use letters, figures and dashes")
    .optional(),
})

/** A VAT ID as forms and programs give it, or none; its prefix is a country's own (EN 16931 BR-CO-09). */
export const vatIdField = () =>
  optionalVatId().superRefine((vatId, check) => {
    const problem = vatId && vatIdProblem(vatId)
    if (problem) check.addIssue({ code: "custom", message: problem })
  })

const optionalIban = () =>
  z
    .preprocess(
      (given) => (typeof given === "string" ? tidyIban(given) || null : (given ?? null)),
      z.string().refine(isIban, "This is no IBAN: look for a digit that is wrong or missing").nullable(),
    )
    .prefault(null)

const optionalBic = () =>
  z
    .preprocess(
      (given) => (typeof given === "string" ? given.replace(/\s/g, "").toUpperCase() || null : (given ?? null)),
      z
        .string()
        .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, "A BIC has 8 or 11 letters and figures, as in COBADEFFXXX")
        .nullable(),
    )
    .prefault(null)

/** What an organization prints on its documents, and what they begin with. Currency and time zone stay as they were set up. */
const organization = {
  version: version(),
  name: line("Enter the organization's name", 120),
  legalName: text("Enter the name that your invoices bear", 160),
  line1: optionalText(),
  line2: optionalText(),
  postalCode: optionalText(20),
  city: optionalText(100),
  region: optionalText(100),
  country: country().refine(isCountry, "Choose a country from the list"),
  email: optionalEmail(),
  phone: optionalText(40),
  website: optionalWebAddress(),
  vatId: vatIdField(),
  registrationNo: optionalText(60),
  bankName: optionalText(100),
  iban: optionalIban(),
  bic: optionalBic(),
  taxRate: decimal({ what: "Enter a tax rate such as 19", min: 0, max: 100 }),
  secondTaxRate: secondRate(),
  pricesIncludeTax: checkbox(),
  allowsPartialPayments: checkbox(),
  isSmallBusiness: checkbox(),
  smallBusinessNote: optionalText(200),
  paymentTermsDays: wholeNumber(0, 365),
  depositPercent: decimal({ what: "Enter a percentage from 0 to 100", min: 0, max: 100, places: 2 }),
}

/** A small business says on its invoices why it charges no tax. */
export const EditOrganizationInput = z.object(organization).superRefine((given, check) => {
  if (given.isSmallBusiness && given.smallBusinessNote === null) {
    const message = "Enter the sentence that your invoices print in the place of VAT"
    check.addIssue({ code: "custom", path: ["smallBusinessNote"], message })
  }
  if (given.secondTaxRate !== null && Number(given.secondTaxRate) === Number(given.taxRate)) {
    check.addIssue({ code: "custom", path: ["secondTaxRate"], message: "The second tax has a rate of its own" })
  }
})

/** Somebody who joins an organization. Without a password they get in by asking for a new one. */
export const JoinMemberInput = z.object({
  name: line("Enter a name", 120),
  email: email(),
  role: z.enum(roles),
  teamId: optionalId("teams").optional(),
  password: password("Choose a password").optional(),
})

const colour = () =>
  z
    .preprocess(
      (given) =>
        typeof given === "string"
          ? given
              .trim()
              .toLowerCase()
              .replace(/^(?=[0-9a-f]{6}$)/, "#") || null
          : (given ?? null),
      z.string().refine(isColour, "Write the colour as #rrggbb, such as #1f4fd8").nullable(),
    )
    .prefault(null)

/** What the form of logo and colour holds beside the file. */
export const BrandForm = z.object({ removesLogo: checkbox(), colour: colour() })

/** A logo, where there is a new one, and the colour; without a colour pages have the house's own. */
export const EditBrandInput = BrandForm.extend({
  logo: z
    .object({
      name: z.string().max(1000),
      bytes: z.custom<Uint8Array>((given) => given instanceof Uint8Array && given.byteLength > 0, "Choose a file"),
    })
    .nullable()
    .prefault(null),
}).superRefine(({ logo }, check) => {
  const problem = logo && logoProblem(logo.name, logo.bytes)
  if (problem) check.addIssue({ code: "custom", path: ["logo"], message: problem })
})

const pattern = (what: string) =>
  z.preprocess(
    (given) => (typeof given === "string" ? given.trim() : ""),
    z
      .string()
      .refine(
        isPattern,
        `Write ${what} with {YYYY}, a sign, and three to eight # in braces; digits stand nowhere else`,
      ),
  )

/** The currency of the books and how documents are numbered, each kind in its own way. */
export const EditNumberingInput = z
  .object({ currency: currency(), invoicePattern: pattern("it"), creditNotePattern: pattern("it") })
  .superRefine(({ invoicePattern, creditNotePattern }, check) => {
    if (invoicePattern === creditNotePattern) {
      const message = "Credit notes need other numbers than invoices"
      check.addIssue({ code: "custom", path: ["creditNotePattern"], message })
    }
  })

/** A step of the first half hour, or all of them. */
export const SkipStepInput = z.object({ step: z.enum([...setupSteps, "all"]) })

/** The organization's own name, typed by whoever deletes it. */
export const DeleteOrganizationInput = z.object({ name: line("Type the organization's name", 120) })

/** Nothing is asked: it is the organization that one acts in. */
export const RestoreOrganizationInput = z.object({})

/** Nothing is asked: the clock says which organizations were deleted long enough ago. */
export const PurgeOrganizationInput = z.object({})
/** The roles, built-in by their name and own ones by their id, whose members must show a second factor. */
export const EditFactorPolicyInput = z.object({ roles: z.array(z.string().max(60)).max(200).prefault([]) })

/** Nothing is asked: the clock says which receipts are old. */
export const ExpireReceiptInput = z.object({})

/** Who a member is to others, and the clock that days and times are shown to them by; empty is the organization's. */
export const EditProfileInput = z.object({
  name: line("Enter your name", 120),
  timeZone: z.preprocess((given) => (given === "" || given === undefined ? null : given), timeZone().nullable()),
})

/** For how many hours the installation's super-admins may enter. */
const supportHours = ["1", "4", "24"] as const

/** Leave to enter: for how long, and why. */
export const CreateSupportGrantInput = z.object({
  hours: z.enum(supportHours, "Choose for how long"),
  reason: text("Say what the support is to look at", 300),
})

/** The leave that is taken back. */
export const RevokeSupportGrantInput = z.object({ grantId: id("support_grants") })

/** A super-admin who enters; `previous` is the secret of the session that the browser had until now. */
export const StartSupportSessionInput = z.object({ email: email(), previous: z.string().max(100).nullable() })

/** The super-admin's session here that ends. */
export const EndSupportSessionInput = z.object({ sessionId: id("sessions") })

/** What a super-admin opened here. */
export const RecordSupportViewInput = z.object({ sessionId: id("sessions"), path: text("What was opened", 2_000) })

const period = (name: RetentionClass) => {
  const { from, to } = retentionTable[name]
  return wholeNumber(from, to, `Enter a number of days from ${from} to ${to.toLocaleString("en")}`)
}

/** For how many days each class of data is kept. */
export const EditRetentionPolicyInput = z.object({
  notifications: period("notifications"),
  invitations: period("invitations"),
  "link-uses": period("link-uses"),
  "mail-texts": period("mail-texts"),
})

/** Why nothing may be purged for now. */
export const PlaceLegalHoldInput = z.object({ reason: text("Say what the hold is for", 300) })

/** The hold that is lifted. */
export const LiftLegalHoldInput = z.object({ holdId: id("legal_holds") })

const count = () => z.number().int().min(0)

/** Where a run stands that goes on in another transaction; without it a run begins. */
export const PurgeDataClassInput = z.object({
  run: z
    .object({
      startedAt: z.date(),
      purged: z.object({
        ...{ notifications: count(), invitations: count(), "link-uses": count(), "mail-texts": count() },
      }),
    })
    .optional(),
})

/** The same for what belongs to the installation. */
export const PurgeInstallationClassInput = z.object({
  run: z
    .object({
      startedAt: z.date(),
      purged: z.object({
        ...{ sessions: count(), resets: count(), ceremonies: count(), webhooks: count(), events: count() },
      }),
    })
    .optional(),
})
