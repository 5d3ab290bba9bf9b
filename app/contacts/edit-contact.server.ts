import { contacts } from "#db/schema/contacts"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { replaceEmails, replacePhones } from "./contact-addresses.server"
import { getContact } from "./contact-queries.server"
import { EditContactInput } from "./inputs.server"

/** Changes a contact's details, addresses and numbers. */
export const editContact = command({
  name: "edit-contact",
  actors: ["staff"],
  input: EditContactInput,
  async step(ctx, { contactId, version, emails, phones, ...details }) {
    const before = await getContact(ctx, { contactId })
    await edit(ctx, contacts, contactId, version, details)
    await replaceEmails(ctx, contactId, emails)
    await replacePhones(ctx, contactId, phones)
    ctx.record("contact.edited", { contactId }, { before, after: { ...details, emails, phones } })
    return { contactId }
  },
})
