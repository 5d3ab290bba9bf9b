import { inArray, type SQL, sql } from "drizzle-orm"
import { companiesInList } from "~/companies/company-queries.server"
import { contactsInList } from "~/contacts/contact-queries.server"
import { dealsInList } from "~/deals/deal-queries.server"
import { invoicesInList } from "~/invoices/invoice-queries.server"
import { leadsInList } from "~/leads/lead-queries.server"
import { owned } from "~/members/hand-over.server"
import { scopeOf } from "~/permissions"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { proposalsInList } from "~/proposals/proposal-queries.server"
import { type Assignable, natures } from "./assignment"

/** That a record is in the list of its kind, narrowed as the list's address says. */
type InList = (ctx: Reading, asked: Record<string, string>) => SQL | Promise<SQL>

const lists: Record<Assignable, InList> = {
  leads: leadsInList,
  deals: dealsInList,
  companies: companiesInList,
  contacts: contactsInList,
  proposals: proposalsInList,
  invoices: invoicesInList,
}

export type Chosen = { of: Assignable; id: string[]; all: boolean; filter: string }

/** The living records that are meant and that the caller may see. */
export async function chosenRecords(ctx: Reading, { of, id, all, filter }: Chosen): Promise<SQL> {
  const table = owned[of]
  const meant = all
    ? await lists[of](ctx, Object.fromEntries(new URLSearchParams(filter)))
    : inArray(table.id, id as never[])
  return sql`(${meant} and ${table.deletedAt} is null and ${visible(ctx, table)})`
}

/** Which records of a kind the caller may give to another owner: as far as the permission to change them reaches. */
export function changeable(ctx: Reading, of: Assignable): SQL {
  const { changing } = natures[of]
  const isBarred = ctx.caller.kind === "staff" && scopeOf(ctx.caller, changing) === null
  return isBarred ? sql`false` : visible({ ...ctx, permission: changing }, owned[of], changing.split(".")[0])
}
