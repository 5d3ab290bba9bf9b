import { and, desc, eq, gt, ilike, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { deals } from "#db/schema/deals"
import { forms, leads } from "#db/schema/leads"
import { members } from "#db/schema/organizations"
import { findMatchingCompanies } from "~/companies/company-queries.server"
import { findMatchingContacts } from "~/contacts/contact-queries.server"
import { keyset, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import { LeadIdInput } from "./inputs.server"
import { leadStatuses } from "./lead"

/** A living lead with its owner's name, its form and the deal it became. */
export const getLead = query({
  name: "get-lead",
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
      })
      .from(leads)
      .leftJoin(members, eq(members.personId, leads.ownerId))
      .leftJoin(forms, eq(forms.id, leads.formId))
      .leftJoin(deals, eq(deals.id, leads.dealId))
      .leftJoin(companies, eq(companies.id, leads.companyId))
      .where(and(eq(leads.id, leadId), isNull(leads.deletedAt), visible(ctx, leads)))
    if (!found) throw new NotFound("lead")
    const { lead, ...names } = found
    return { ...lead, ...names }
  },
})

/** Which leads a list shows: those waiting, one status, or mine. */
export const leadViews = ["open", "mine", ...leadStatuses] as const

/** The inbox of leads, newest first, one page at a time. */
export const listLeads = query({
  name: "list-leads",
  permission: "leads.read",
  actors: ["staff"],
  input: z.object({
    view: z.enum(leadViews).default("open").catch("open"),
    q: z.string().max(100).optional().catch(undefined),
    ...PageInput,
  }),
  async run(ctx, { view, q, after, before }) {
    const list = keyset<LeadRow>({
      column: leads.createdAt,
      value: (row) => row.createdAt.toISOString(),
      read: (text) => new Date(Date.parse(text) || 0),
      id: leads.id,
      order: "newest",
      after,
      before,
    })
    const rows = await ctx.db
      .select({
        id: leads.id,
        name: leads.name,
        companyName: leads.companyName,
        email: leads.email,
        message: leads.message,
        status: leads.status,
        source: leads.source,
        createdAt: leads.createdAt,
        ownerName: members.name,
      })
      .from(leads)
      .leftJoin(members, eq(members.personId, leads.ownerId))
      .where(
        and(
          isNull(leads.deletedAt),
          visible(ctx, leads),
          inView(view, ctx.actor.personId),
          q ? named(q) : undefined,
          list.where,
        ),
      )
      .orderBy(...list.orderBy)
      .limit(list.limit)
    return list.page(rows)
  },
})

type LeadRow = { id: string; createdAt: Date } & Record<string, unknown> & {
    name: string
    companyName: string | null
    email: string | null
    message: string | null
    status: (typeof leads.$inferSelect)["status"]
    source: (typeof leads.$inferSelect)["source"]
    ownerName: string | null
  }

function inView(view: (typeof leadViews)[number], personId: string | null) {
  const open = inArray(leads.status, ["new", "working", "qualified"])
  if (view === "open") return open
  if (view === "mine") return and(open, eq(leads.ownerId, (personId ?? "") as never))
  return eq(leads.status, view)
}

function named(q: string) {
  const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`
  return or(ilike(leads.name, like), ilike(leads.companyName, like), ilike(leads.email, like))
}

/** How many open leads stand in each status, for the tabs and the shell. */
export const countLeads = query({
  name: "count-leads",
  permission: "leads.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const rows = await ctx.db
      .select({ status: leads.status, n: sql<number>`count(*)::int` })
      .from(leads)
      .where(and(isNull(leads.deletedAt), inArray(leads.status, ["new", "working", "qualified"]), visible(ctx, leads)))
      .groupBy(leads.status)
    const of = (status: string) => rows.find((row) => row.status === status)?.n ?? 0
    return { new: of("new"), working: of("working"), qualified: of("qualified") }
  },
})

/** Who and what may be the same as an enquiry: leads, contacts and companies with its address, number or web domain. */
export const findLookalikes = query({
  name: "find-lookalikes",
  permission: "leads.read",
  actors: ["staff", "system"],
  input: z.object({
    email: z.string().max(254).nullable(),
    phone: z.string().max(60).nullable(),
    companyName: z.string().max(200).nullable(),
    domain: z.string().max(200).nullable(),
    except: id("leads").optional(),
  }),
  async run(ctx, { email, phone, companyName, domain, except }) {
    const same = or(
      email ? eq(leads.emailNormalized, email) : undefined,
      phone ? eq(leads.phoneNormalized, phone) : undefined,
      domain ? eq(leads.companyDomain, domain) : undefined,
    )
    const alike = same
      ? await ctx.db
          .select({ id: leads.id, name: leads.name, companyName: leads.companyName, status: leads.status })
          .from(leads)
          .where(and(isNull(leads.deletedAt), visible(ctx, leads), same, except ? ne(leads.id, except) : undefined))
          .orderBy(desc(leads.createdAt))
          .limit(10)
      : []
    return {
      leads: alike,
      contacts: await findMatchingContacts(ctx, { email, phone }),
      companies: await findMatchingCompanies(ctx, { name: companyName, domain }),
    }
  },
})

/** The same enquiry of the same form, sent shortly before. */
export const findRecentEnquiry = query({
  name: "find-recent-enquiry",
  permission: "leads.read",
  actors: ["client", "system"],
  input: z.object({ formId: id("forms"), email: z.string(), message: z.string(), since: z.date() }),
  async run(ctx, { formId, email, message, since }) {
    const [lead] = await ctx.db
      .select({ id: leads.id })
      .from(leads)
      .where(
        and(
          eq(leads.formId, formId),
          eq(leads.emailNormalized, email),
          eq(leads.message, message),
          gt(leads.createdAt, since),
          isNull(leads.deletedAt),
        ),
      )
      .limit(1)
    return lead ?? null
  },
})

/** The public form whose key opened the door. */
export const getForm = query({
  name: "get-form",
  permission: "leads.read",
  actors: ["client"],
  input: z.object({}),
  async run(ctx) {
    const { hold } = ctx.caller
    if (hold.of !== "form") throw new NotFound("form")
    const [form] = await ctx.db.select().from(forms).where(eq(forms.id, hold.formId))
    if (!form) throw new NotFound("form")
    return form
  },
})

/** The organization's living public forms. */
export const listForms = query({
  name: "list-forms",
  permission: "leads.read",
  actors: ["staff"],
  input: z.object({}),
  run: (ctx) =>
    ctx.db
      .select({ id: forms.id, key: forms.key, name: forms.name })
      .from(forms)
      .where(and(isNull(forms.deletedAt), eq(forms.isActive, true), isNotNull(forms.key)))
      .orderBy(forms.createdAt),
})
