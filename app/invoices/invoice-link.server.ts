import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { createLink, findLink, retireLinks } from "~/platform/security/links.server"
import type { Recipient } from "./recipient.server"

/** A recipient's living link to an invoice: the one they have, else a new one. With `isNew` a new one, and theirs runs out. */
export async function invoiceLink(
  ctx: Work,
  invoice: { id: Id<"invoices"> },
  recipient: Recipient | null,
  { isNew = false } = {},
): Promise<Id<"links">> {
  const contactId = recipient?.contactId ?? null
  const known = await findLink(ctx, { objectId: invoice.id, contactId })
  if (known && !isNew) return known.id
  const email = recipient?.email ?? null
  const channel = email ? "mail" : "copied"
  const { linkId } = await createLink(ctx, {
    purpose: "invoice",
    objectId: invoice.id,
    versionId: null,
    contactId,
    email,
    channel,
  })
  await retireLinks(ctx, { objectId: invoice.id, versionId: null, contactId, linkId })
  return linkId
}
