import { leads } from "#db/schema/leads"
import { unshareNotes } from "~/activities/move-notes.server"
import { deleteCompany } from "~/companies/delete-company.server"
import { deleteContact } from "~/contacts/delete-contact.server"
import { unlinkContact } from "~/contacts/unlink-contact.server"
import { deleteDeal } from "~/deals/delete-deal.server"
import { type Transition, transition } from "~/platform/data/transition.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { findConversion } from "./conversion-queries.server"
import type { LeadStatus } from "./lead"

/**
 * Takes back what a conversion made, as long as nothing else happened to it; the lead stands again where it stood before.
 * Records that were there before the conversion stay.
 */
export async function undoConversion(ctx: Work, leadId: Id<"leads">) {
  const conversion = await findConversion(ctx, { leadId })
  if (!conversion?.isUntouched) {
    throw new Conflict("The work has gone on since this lead was converted, so it cannot be taken back.")
  }
  const { from, made, companyId, contactId, dealId } = conversion
  const move = `converted → ${from}` as Transition<LeadStatus>
  const forgotten = { companyId: null, contactId: null, dealId: null, convertedAt: null }
  await transition(ctx, leads, leadId, move, forgotten)
  await unshareNotes(ctx, leadId, dealId)
  await deleteDeal.step(ctx, { dealId })
  if (made.includes("link")) await unlinkContact.step(ctx, { companyId, contactId })
  if (made.includes("contact")) await deleteContact.step(ctx, { contactId })
  if (made.includes("company")) await deleteCompany.step(ctx, { companyId })
  ctx.record("lead-conversion.undone", { leadId, dealId, to: from })
}
