import { and, eq, isNotNull } from "drizzle-orm"
import { contacts } from "#db/schema/contacts"
import { command } from "~/platform/data/command.server"
import { visible } from "~/platform/data/visible.server"
import { NotFound } from "~/platform/language/errors"
import { reviveAddresses } from "./contact-addresses.server"
import { ContactIdInput } from "./inputs.server"

/** Brings a deleted contact back with its addresses; those another contact has taken meanwhile are told. */
export const restoreContact = command({
  name: "restore-contact",
  actors: ["staff"],
  input: ContactIdInput,
  async step(ctx, { contactId }) {
    const [back] = await ctx.db
      .update(contacts)
      .set({ deletedAt: null })
      .where(and(eq(contacts.id, contactId), isNotNull(contacts.deletedAt), visible(ctx, contacts)))
      .returning({ id: contacts.id })
    if (!back) throw new NotFound("contact")
    const takenEmails = await reviveAddresses(ctx, contactId)
    ctx.record("contact.restored", { contactId })
    return { contactId, takenEmails }
  },
})
