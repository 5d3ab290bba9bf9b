import { companyContacts } from "#db/schema/contacts"
import { getCompany } from "~/companies/company-queries.server"
import { command } from "~/platform/data/command.server"
import { getContact } from "./contact-queries.server"
import { LinkContactInput } from "./inputs.server"

/** Says that a contact works at a company, as what, and whether they are billed or may sign; saying it again changes it. */
export const linkContact = command({
  name: "link-contact",
  actors: ["staff", "system"],
  input: LinkContactInput,
  async step(ctx, { companyId, contactId, ...place }) {
    await getCompany(ctx, { companyId })
    await getContact(ctx, { contactId })
    await ctx.db
      .insert(companyContacts)
      .values({ companyId, contactId, ...place })
      .onConflictDoUpdate({
        target: [companyContacts.organizationId, companyContacts.companyId, companyContacts.contactId],
        set: { ...place, deletedAt: null },
      })
    ctx.record("contact.linked", { contactId, companyId, role: place.role })
    return { companyId, contactId }
  },
})
