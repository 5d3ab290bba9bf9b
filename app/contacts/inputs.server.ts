import { z } from "zod"
import {
  checkbox,
  id,
  line,
  optionalDate,
  optionalEmail,
  optionalId,
  optionalText,
  text,
  version,
} from "~/platform/language/fields.server"
import { normalizePhone } from "~/platform/language/text"

/** A labelled address of a contact; the first of the list is the primary one. Empty rows are left out. */
const emails = z
  .array(z.object({ label: text("Say what kind it is", 30).default("work"), email: optionalEmail() }))
  .max(10, "Keep at most ten addresses")
  .default([])
  .transform((rows) => rows.flatMap(({ label, email }) => (email === null ? [] : [{ label, email }])))

/** A labelled number of a contact; the first of the list is the primary one. Empty rows are left out. */
const phones = z
  .array(
    z.object({
      label: text("Say what kind it is", 30).default("work"),
      phone: optionalText(60).refine(
        (phone) => phone === null || normalizePhone(phone).length >= 4,
        "Enter a telephone number",
      ),
    }),
  )
  .max(10, "Keep at most ten numbers")
  .default([])
  .transform((rows) => rows.flatMap(({ label, phone }) => (phone === null ? [] : [{ label, phone }])))

const contact = {
  name: line("Enter the contact's name"),
  jobTitle: optionalText(120),
  language: optionalText(20),
  ownerId: optionalId("people"),
  emails,
  phones,
}

export const CreateContactInput = z.object({ ...contact, companyId: optionalId("companies"), role: optionalText(80) })
export const EditContactInput = z.object({ contactId: id("contacts"), version: version(), ...contact })
export const ContactIdInput = z.object({ contactId: id("contacts") })

const place = {
  contactId: id("contacts", "Choose a contact from the list"),
  role: optionalText(80),
  fromOn: optionalDate(),
  toOn: optionalDate(),
  isBilling: checkbox(),
  isSignatory: checkbox(),
}

type Span = { fromOn: string | null; toOn: string | null }
const inOrder = ({ fromOn, toOn }: Span) => !fromOn || !toOn || fromOn <= toOn
const outOfOrder = { path: ["toOn"], error: "Choose a day after the first" }

/** What the form on a company's page asks; the company is in its address. */
export const LinkContactForm = z.object(place).refine(inOrder, outOfOrder)
export const LinkContactInput = z.object({ companyId: id("companies"), ...place }).refine(inOrder, outOfOrder)

export const UnlinkContactInput = z.object({ companyId: id("companies"), contactId: id("contacts") })
