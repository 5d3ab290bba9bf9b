import { ownerChoices } from "~/companies/form-choices.server"
import { offersFor } from "~/contacts/offers.server"
import type { StaffContext } from "~/platform/data/contexts.server"

/** The fields of a deal's form that choose among companies and contacts. */
export const dealPicks = { companyId: "company", contactId: "contact" } as const

/** Companies, contacts and owners to choose from in a deal's form, by what stands in it. */
export async function dealChoices(ctx: StaffContext, typed: Record<string, unknown>) {
  const [offers, owners] = await Promise.all([offersFor(ctx, dealPicks, typed), ownerChoices(ctx)])
  return { offers, owners }
}
