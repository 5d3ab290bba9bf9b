import { z } from "zod"
import {
  checkbox,
  email,
  id,
  line,
  longText,
  onOneLine,
  optionalEmail,
  optionalId,
  optionalText,
  text,
  version,
} from "~/platform/language/fields.server"
import { normalizeText } from "~/platform/language/text"
import { anotherReason, utmNames } from "./lead"

const optionalLine = () => optionalText().transform((typed) => typed && onOneLine(typed))

const person = {
  name: line("Enter a name"),
  email: optionalEmail(),
  phone: optionalText(60),
  companyName: optionalLine(),
  website: optionalText(300),
  message: optionalText(5000),
}

const reachable = <S extends z.ZodType<{ email: string | null; phone: string | null }>>(schema: S) =>
  schema.refine((lead) => lead.email !== null || lead.phone !== null, {
    path: ["email"],
    error: "Enter an e-mail address or a telephone number",
  })

/** What staff type of an enquiry that came by telephone or in person. */
export const CaptureLeadInput = reachable(
  z.object({ ...person, ownerId: optionalId("people"), evenIfKnown: checkbox() }),
)

/** What came along unseen is cut to its length, never a reason to refuse an enquiry. Null when empty. */
const cut = (max: number) =>
  z
    .preprocess(
      (given) => (typeof given === "string" ? normalizeText(given).trim().slice(0, max) || null : null),
      z.string().nullable(),
    )
    .prefault(null)

const utm = z
  .preprocess(
    (given) => given ?? {},
    z.object(
      Object.fromEntries(utmNames.map((name) => [name, cut(200)])) as Record<
        (typeof utmNames)[number],
        ReturnType<typeof cut>
      >,
    ),
  )
  .prefault({})

/** A box of a form of any make: ticked unless it says no. */
const ticked = () =>
  z
    .preprocess(
      (given) => given === true || (typeof given === "string" && !["", "0", "false", "no", "off"].includes(given)),
      z.boolean(),
    )
    .prefault(false)

/** What a visitor of the public form sends. */
const enquiry = {
  name: line("Enter your name"),
  email: email("Enter your e-mail address"),
  phone: optionalText(60),
  companyName: optionalLine(),
  message: longText(5000).refine((message) => message.length > 0, "Tell us what it is about"),
  consent: ticked().refine((consents) => consents, "Tick the box so that we may answer you"),
}

/** An enquiry as it is posted, from our page or any other: with its page, its campaign and what tells machines from people. */
export const EnquiryForm = z.object({
  ...enquiry,
  sourcePage: cut(500),
  utm_source: cut(200),
  utm_medium: cut(200),
  utm_campaign: cut(200),
  utm_term: cut(200),
  utm_content: cut(200),
  leave_empty: cut(200),
  rendered: cut(200),
})

/** An enquiry with the page it was sent from and how it was filled in. */
export const CaptureEnquiryInput = z.object({
  ...enquiry,
  sourcePage: cut(500),
  utm,
  trap: longText(5000),
  openedAt: z.date().nullable().default(null),
  isFlood: z.boolean().default(false),
})

/** What the form of a lead sends. */
export const EditLeadForm = reachable(z.object({ version: version(), ...person }))
export const EditLeadInput = reachable(z.object({ leadId: id("leads"), version: version(), ...person }))
export const LeadIdInput = z.object({ leadId: id("leads") })
export const AssignLeadInput = z.object({ leadId: id("leads"), ownerId: optionalId("people") })

const putAside = { reason: text("Say why the lead is put aside", 300), inWords: optionalText(300) }

const writtenOut = <S extends z.ZodType<{ reason: string; inWords: string | null }>>(schema: S) =>
  schema.refine(({ reason, inWords }) => reason !== anotherReason || inWords !== null, {
    path: ["inWords"],
    error: "Write the reason",
  })

/** A reason from the list or one's own; "Another reason" needs the words. */
export const DisqualifyLeadForm = writtenOut(z.object(putAside))
export const DisqualifyLeadInput = writtenOut(z.object({ leadId: id("leads"), ...putAside }))

/** What is made of a lead: each of company and contact is made anew unless an existing one is named. */
const conversion = {
  companyName: optionalLine(),
  contactName: optionalLine(),
  dealTitle: line("Name the deal"),
  dealValue: optionalText(40),
  stageId: optionalId("stages"),
}

export const ConvertLeadInput = z.object({
  leadId: id("leads"),
  companyId: optionalId("companies"),
  contactId: optionalId("contacts"),
  ...conversion,
})

/** The answers besides a record itself: one that is made now, and one that is chosen from all of them. */
export const makeNew = "new"
export const chooseAnother = "other"

/** One of the proposed records, a new one, or another of which the next field tells the id. */
const proposed = <Table extends string>(table: Table) =>
  z.preprocess(
    (given) => given ?? makeNew,
    z.union([z.literal(makeNew), z.literal(chooseAnother), id(table)], "Choose one of these"),
  )

const meant = <Value extends string>(choice: Value, other: Exclude<Value, "new" | "other"> | null) =>
  choice === chooseAnother ? other : choice === makeNew ? null : (choice as Exclude<Value, "new" | "other">)

const another = { code: "custom", message: "Choose which one" } as const

/** What the page of a conversion sends. */
export const ConvertLeadForm = z
  .object({
    companyId: proposed("companies"),
    otherCompanyId: optionalId("companies"),
    contactId: proposed("contacts"),
    otherContactId: optionalId("contacts"),
    ...conversion,
  })
  .superRefine((form, ctx) => {
    if (form.companyId === chooseAnother && !form.otherCompanyId) ctx.addIssue({ ...another, path: ["otherCompanyId"] })
    if (form.contactId === chooseAnother && !form.otherContactId) ctx.addIssue({ ...another, path: ["otherContactId"] })
  })
  .transform(({ companyId, otherCompanyId, contactId, otherContactId, ...rest }) => ({
    ...rest,
    companyId: meant(companyId, otherCompanyId),
    contactId: meant(contactId, otherContactId),
  }))
