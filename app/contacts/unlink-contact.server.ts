import { and, eq, isNull } from "drizzle-orm"
import { companyContacts } from "#db/schema/contacts"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { UnlinkContactInput } from "./inputs.server"

/** Says that a contact no longer belongs to a company; both stay. */
export const unlinkContact = command({
  name: "unlink-contact",
  actors: ["staff", "system"],
  input: UnlinkContactInput,
  async step(ctx, { companyId, contactId }) {
    const [gone] = await ctx.db
      .update(companyContacts)
      .set({ deletedAt: ctx.now })
      .where(
        and(
          eq(companyContacts.companyId, companyId),
          eq(companyContacts.contactId, contactId),
          isNull(companyContacts.deletedAt),
        ),
      )
      .returning({ id: companyContacts.id })
    if (!gone) throw new NotFound("contact")
    ctx.record("contact.unlinked", { contactId, companyId })
    return { companyId, contactId }
  },
})
