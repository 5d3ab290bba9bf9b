import { and, eq, isNull } from "drizzle-orm"
import { contacts } from "#db/schema/contacts"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import { NotFound } from "~/platform/language/errors"
import { retireAddresses } from "./contact-addresses.server"
import { ContactIdInput } from "./inputs.server"

/** Takes a contact out of every list and frees its addresses; it can be restored for thirty days. */
export const deleteContact = command({
  name: "delete-contact",
  actors: ["staff", "system"],
  input: ContactIdInput,
  async step(ctx, { contactId }) {
    const [gone] = await ctx.db
      .update(contacts)
      .set({ deletedAt: ctx.now })
      .where(and(eq(contacts.id, contactId), isNull(contacts.deletedAt), visible(ctx, contacts)))
      .returning({ id: contacts.id })
    if (!gone) throw new NotFound("contact")
    await retireAddresses(ctx, contactId)
    ctx.record("contact.deleted", { contactId })
    return { contactId }
  },
})
