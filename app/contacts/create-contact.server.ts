import { contacts } from "#db/schema/contacts"
import { command } from "~/platform/data/command.server"
import { replaceEmails, replacePhones } from "./contact-addresses.server"
import { CreateContactInput } from "./inputs.server"
import { linkContact } from "./link-contact.server"

/** Adds a person to the directory, working at a company when one is named. */
export const createContact = command({
  name: "create-contact",
  actors: ["staff", "system"],
  input: CreateContactInput,
  async step(ctx, { emails, phones, companyId, role, ...details }) {
    const [contact] = await ctx.db
      .insert(contacts)
      .values({ ...details, ownerId: details.ownerId ?? ctx.actor.personId })
      .returning({ id: contacts.id })
    const contactId = contact!.id
    await replaceEmails(ctx, contactId, emails)
    await replacePhones(ctx, contactId, phones)
    ctx.record("contact.created", { contactId }, { after: { ...details, emails, phones } })
    if (companyId) await linkContact.step(ctx, { companyId, contactId, role })
    return { contactId }
  },
})
