import { and, asc, eq, ilike, isNull, or, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import { addresses, companies } from "#db/schema/companies"
import { deals } from "#db/schema/deals"
import { members } from "#db/schema/organizations"
import { OfferInput, offer } from "~/platform/data/choices.server"
import { contains } from "~/platform/data/contains.server"
import { countUpTo } from "~/platform/data/count-up-to.server"
import type { Db } from "~/platform/data/database.server"
import { keyset, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import { companyKinds } from "./company"
import { CompanyIdInput, DeleteAddressInput } from "./inputs.server"

const readers = ["staff", "system", "client"] as const

/** A living company with its owner's name. */
export const getCompany = query({
  name: "get-company",
  permission: "companies.read",
  actors: readers,
  input: CompanyIdInput,
  async run(ctx, { companyId }) {
    const [found] = await ctx.db
      .select({ company: companies, ownerName: members.name })
      .from(companies)
      .leftJoin(members, eq(members.personId, companies.ownerId))
      .where(and(eq(companies.id, companyId), isNull(companies.deletedAt), visible(ctx, companies)))
    if (!found) throw new NotFound("company")
    return { ...found.company, ownerName: found.ownerName }
  },
})

/** A company's living addresses, the billing one first. */
export const listAddresses = query({
  name: "list-addresses",
  permission: "companies.read",
  actors: readers,
  input: CompanyIdInput,
  run: (ctx, { companyId }) =>
    ctx.db
      .select()
      .from(addresses)
      .where(and(eq(addresses.companyId, companyId), isNull(addresses.deletedAt)))
      .orderBy(sql`${addresses.kind} = 'billing' desc`, asc(addresses.id)),
})

/** One address of a company. */
export const getAddress = query({
  name: "get-address",
  permission: "companies.read",
  actors: readers,
  input: DeleteAddressInput,
  async run(ctx, { companyId, addressId }) {
    await getCompany(ctx, { companyId })
    const [address] = await ctx.db
      .select()
      .from(addresses)
      .where(and(eq(addresses.id, addressId), eq(addresses.companyId, companyId), isNull(addresses.deletedAt)))
    if (!address) throw new NotFound("address")
    return address
  },
})

/** What narrows the directory, as its address says it. */
const ListFilter = z.object({
  q: z.string().max(100).optional().catch(undefined),
  kind: z.enum(companyKinds).optional().catch(undefined),
})

const inList = ({ q, kind }: z.output<typeof ListFilter>) =>
  and(
    isNull(companies.deletedAt),
    kind ? eq(companies.kind, kind) : undefined,
    q ? or(ilike(companies.name, contains(q)), ilike(companies.domain, contains(q))) : undefined,
  )

/** That a company is in the directory as its address narrows it, for acts on all of them. */
export const companiesInList = (_: Reading, asked: Record<string, string>): SQL => inList(ListFilter.parse(asked))!

/** The directory of companies by name, one page at a time. */
export const listCompanies = query({
  name: "list-companies",
  permission: "companies.read",
  actors: ["staff"],
  input: ListFilter.extend(PageInput),
  async run(ctx, { q, kind, after, before }) {
    const list = keyset<CompanyRow>({
      column: companies.name,
      value: (row) => row.name,
      id: companies.id,
      order: "first",
      after,
      before,
    })
    const rows = await ctx.db
      .select(companyRow(ctx.db))
      .from(companies)
      .leftJoin(members, eq(members.personId, companies.ownerId))
      .where(and(inList({ q, kind }), visible(ctx, companies), list.where))
      .orderBy(...list.orderBy)
      .limit(list.limit)
    return list.page(rows)
  },
})

type CompanyRow = {
  id: (typeof companies.$inferSelect)["id"]
  name: string
  kind: (typeof companies.$inferSelect)["kind"]
  website: string | null
  ownerName: string | null
  openDeals: number
}

const companyRow = (db: Db) => ({
  id: companies.id,
  name: companies.name,
  kind: companies.kind,
  website: companies.website,
  ownerName: members.name,
  openDeals: countUpTo(
    { db },
    deals,
    and(eq(deals.companyId, companies.id), eq(deals.status, "open"), isNull(deals.deletedAt)),
    [deals.companyId],
  ),
})

/** Living companies for choosing one: the newest, or those whose names bear the words; never more than a field can show. */
export const listCompanyChoices = query({
  name: "list-company-choices",
  permission: "companies.read",
  actors: ["staff"],
  input: OfferInput,
  run: (ctx, asked) => offer(ctx, companies, asked),
})

/** Companies that may be the one meant: the same web domain, or the same name but for case. */
export const findMatchingCompanies = query({
  name: "find-matching-companies",
  permission: "companies.read",
  actors: ["staff", "system"],
  input: z.object({
    name: z.string().max(200).nullable(),
    domain: z.string().max(200).nullable(),
    except: id("companies").optional(),
  }),
  async run(ctx, { name, domain, except }) {
    if (!name && !domain) return []
    const same = or(
      name ? eq(sql`lower(${companies.name})`, name.toLowerCase()) : undefined,
      domain ? eq(companies.domain, domain) : undefined,
    )
    return ctx.db
      .select({ id: companies.id, name: companies.name, domain: companies.domain })
      .from(companies)
      .where(
        and(
          isNull(companies.deletedAt),
          visible(ctx, companies),
          same,
          except ? sql`${companies.id} <> ${except}` : undefined,
        ),
      )
      .orderBy(asc(companies.name))
      .limit(10)
  },
})
