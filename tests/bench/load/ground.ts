import { idOf } from "./multiply"

/** Where the rows go and what they are measured by: the organization, its members, and the moment from which times count backwards. */
export type Ground = { organizationId: string; owners: string[]; anchor: string }

const kinds = {
  contact: 1,
  email: 2,
  works: 3,
  company: 4,
  address: 5,
  deal: 6,
  dealLine: 7,
  invoice: 8,
  invoiceLine: 9,
}

/** The id of the g-th row of a kind, or of another number's. */
export const id = (kind: keyof typeof kinds, number = "g") => idOf(kinds[kind], number)

/** The rows that are taken as patterns: a few that the program itself made. */
export const patternsOf = ({ organizationId }: Ground, table: string, more = "") =>
  `select * from ${table} where organization_id = '${organizationId}' and id::text not like '01900000-%' ${more} order by id limit 20`

/** One of several words, each in its turn. */
export const pick = (words: readonly string[], by = "g") =>
  `('{${words.join(",")}}'::text[])[1 + (${by}) % ${words.length}]`
