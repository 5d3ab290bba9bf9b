import { and, eq, ilike, isNull, or, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { deals } from "#db/schema/deals"
import { forms, leads } from "#db/schema/leads"
import { members } from "#db/schema/organizations"
import { contains } from "~/platform/data/contains.server"
import { isWord } from "~/platform/data/one-of-few.server"
import { keyset, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import { onVisiblePage } from "~/platform/data/visible-page.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { type Id, isId } from "~/platform/language/ids"
import { LeadIdInput } from "./inputs.server"
import { isOldestFirst, type LeadView, leadViews } from "./lead"
import { countMine, countStanding, isWaiting } from "./lead-counts.server"

/** A living lead, or null when there is none that the reader may see; with the names of its owner, its form and what it became. */
export const findLead = query({
  name: "find-lead",
  permission: "leads.read",
  actors: ["staff", "system"],
  input: LeadIdInput,
  async run(ctx, { leadId }) {
    const [found] = await ctx.db
      .select({
        lead: leads,
        ownerName: members.name,
        formName: forms.name,
        dealTitle: deals.title,
        companyNameNow: companies.name,
        contactNameNow: contacts.name,
      })
      .from(leads)
      .leftJoin(members, eq(members.personId, leads.ownerId))
      .leftJoin(forms, eq(forms.id, leads.formId))
      .leftJoin(deals, eq(deals.id, leads.dealId))
      .leftJoin(companies, eq(companies.id, leads.companyId))
      .leftJoin(contacts, eq(contacts.id, leads.contactId))
      .where(and(eq(leads.id, leadId), isNull(leads.deletedAt), visible(ctx, leads)))
    if (!found) return null
    const { lead, ...names } = found
    return { ...lead, ...names }
  },
})

/** A living lead with the names of its owner, its form and what it became. */
export const getLead = query({
  name: "get-lead",
  permission: "leads.read",
  actors: ["staff", "system"],
  input: LeadIdInput,
  async run(ctx, input) {
    const lead = await findLead(ctx, input)
    if (!lead) throw new NotFound("lead")
    return lead
  },
})

/** What narrows the inbox, as its address says it. */
const ListFilter = z.object({
  view: z.enum(leadViews).default("new").catch("new"),
  /** A member's id, or "nobody". */
  owner: z
    .string()
    .refine((owner) => owner === "nobody" || isId(owner))
    .optional()
    .catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
})

const inList = (ctx: Reading, { view, owner, q }: z.output<typeof ListFilter>) =>
  and(isNull(leads.deletedAt), inView(ctx, view), owner ? ownedBy(owner) : undefined, q ? named(q) : undefined)

/** That a lead is in the inbox as its address narrows it, for acts on all of them. */
export const leadsInList = (ctx: Reading, asked: Record<string, string>): SQL => inList(ctx, ListFilter.parse(asked))!

/** The inbox of leads, a page at a time: whoever waits longest stands first, what is settled newest first. */
export const listLeads = query({
  name: "list-leads",
  permission: "leads.read",
  actors: ["staff"],
  input: ListFilter.extend(PageInput),
  async run(ctx, { view, owner, q, after, before }) {
    const list = keyset<LeadRow>({
      column: leads.createdAt,
      value: (row) => row.createdAt.toISOString(),
      read: (text) => new Date(Date.parse(text) || 0),
      id: leads.id,
      order: isOldestFirst(view) ? "first" : "newest",
      after,
      before,
    })
    const found = inList(ctx, { view, owner, q })
    const rows = await ctx.db
      .select(leadRow)
      .from(leads)
      .leftJoin(members, eq(members.personId, leads.ownerId))
      .where(onVisiblePage(ctx, leads, list, found))
      .orderBy(...list.orderBy)
      .limit(list.limit)
    return list.page(rows)
  },
})

const leadRow = {
  id: leads.id,
  name: leads.name,
  companyName: leads.companyName,
  email: leads.email,
  message: sql<string | null>`left(${leads.message}, 200)`,
  status: leads.status,
  lostReason: leads.lostReason,
  source: leads.source,
  createdAt: leads.createdAt,
  ownerName: members.name,
}

type Lead = typeof leads.$inferSelect
type LeadRow = Pick<
  Lead,
  "id" | "name" | "companyName" | "email" | "message" | "status" | "lostReason" | "source" | "createdAt"
> & {
  ownerName: string | null
}

function inView(ctx: Reading, view: LeadView) {
  if (view === "all") return undefined
  if (view === "mine") return mine(ctx)
  return isWord(leads.status, view)
}

const mine = (ctx: Reading) => (ctx.actor.personId ? and(isWaiting, eq(leads.ownerId, ctx.actor.personId)) : sql`false`)

const ownedBy = (owner: string) =>
  owner === "nobody" ? isNull(leads.ownerId) : eq(leads.ownerId, owner as Id<"people">)

function named(q: string) {
  const like = contains(q)
  return or(ilike(leads.name, like), ilike(leads.companyName, like), ilike(leads.email, like))
}

/** How many open leads stand in each status and how many of them are mine, for the views of the inbox. */
export const countLeads = query({
  name: "count-leads",
  permission: "leads.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { rows } = await ctx.db.execute<{ new: number; working: number; qualified: number; mine: number }>(
      sql`select ${countStanding(ctx, "new")} as new, ${countStanding(ctx, "working")} as working,
        ${countStanding(ctx, "qualified")} as qualified, ${countMine(ctx)} as mine`,
    )
    return rows[0]!
  },
})
