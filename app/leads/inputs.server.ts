import { z } from "zod"
import {
  checkbox,
  email,
  id,
  longText,
  optionalEmail,
  optionalId,
  optionalText,
  text,
  version,
} from "~/platform/language/fields.server"

const person = {
  name: text("Enter a name"),
  email: optionalEmail(),
  phone: optionalText(60),
  companyName: optionalText(),
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

const utm = z.record(z.string().max(40), z.string().max(200)).default({})

/** What a visitor of the public form sends, with the page it was sent from. */
export const CaptureEnquiryInput = z.object({
  name: text("Enter your name"),
  email: email("Enter your e-mail address"),
  phone: optionalText(60),
  companyName: optionalText(),
  message: longText(5000).refine((m) => m.length > 0, "Tell us what it is about"),
  consent: checkbox().refine((ticked) => ticked, "Tick the box so that we may answer you"),
  sourcePage: optionalText(500),
  utm,
})

export const EditLeadInput = reachable(z.object({ leadId: id("leads"), version: version(), ...person }))
export const LeadIdInput = z.object({ leadId: id("leads") })
export const AssignLeadInput = z.object({ leadId: id("leads"), ownerId: optionalId("people") })
export const DisqualifyLeadInput = z.object({ leadId: id("leads"), reason: text("Say why the lead is put aside", 300) })

/** Each of the three is made anew unless an existing one is chosen. */
export const ConvertLeadInput = z.object({
  leadId: id("leads"),
  companyId: optionalId("companies"),
  companyName: optionalText(),
  contactId: optionalId("contacts"),
  contactName: optionalText(),
  dealTitle: text("Name the deal"),
})
