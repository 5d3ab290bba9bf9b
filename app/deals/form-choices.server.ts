import { listCompanyChoices } from "~/companies/company-queries.server"
import { ownerChoices } from "~/companies/form-choices.server"
import { listContactChoices } from "~/contacts/contact-queries.server"
import type { StaffContext } from "~/platform/data/contexts.server"

const choice = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })

/** Companies, contacts and owners to choose from in a deal's form. */
export async function dealChoices(ctx: StaffContext) {
  const [companies, contacts, owners] = await Promise.all([
    listCompanyChoices(ctx, {}),
    listContactChoices(ctx, {}),
    ownerChoices(ctx),
  ])
  return { companies: companies.map(choice), contacts: contacts.map(choice), owners }
}
