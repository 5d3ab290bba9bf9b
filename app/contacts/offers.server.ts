import { listCompanyChoices } from "~/companies/company-queries.server"
import type { Offer } from "~/platform/data/choices.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { wordsField } from "~/platform/language/find"
import { listContactChoices } from "./contact-queries.server"

const kinds = { company: listCompanyChoices, contact: listContactChoices }

/**
 * What the fields of a form that choose a company or a contact offer, by what stands in the form: the words typed beside each
 * and what is chosen in it already.
 */
export async function offersFor<Field extends string>(
  ctx: StaffContext,
  fields: Record<Field, keyof typeof kinds>,
  typed: Record<string, unknown> | null | undefined,
): Promise<Record<Field, Offer>> {
  const text = (name: string) => (typeof typed?.[name] === "string" ? typed[name] : undefined)
  const asked = Object.entries<keyof typeof kinds>(fields).map(async ([field, kind]) => {
    const offer = await kinds[kind](ctx, { words: text(wordsField(field)), chosen: text(field) || null })
    return [field, offer] as const
  })
  return Object.fromEntries(await Promise.all(asked)) as Record<Field, Offer>
}
