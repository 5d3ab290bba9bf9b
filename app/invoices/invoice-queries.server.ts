import { and, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { documents, invoiceSettlements, invoices } from "#db/schema/invoices"
import { getOrganization } from "~/organizations/organization-queries.server"
import { contains } from "~/platform/data/contains.server"
import { keyset, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { refersTo } from "~/platform/data/same-organization.server"
import { visible } from "~/platform/data/visible.server"
import { onVisiblePage } from "~/platform/data/visible-page.server"
import type { Reading } from "~/platform/data/work.server"
import { todayIn } from "~/platform/language/dates"
import { Conflict, NotFound } from "~/platform/language/errors"
import { id, optionalId } from "~/platform/language/fields.server"
import { InvoiceIdInput } from "./inputs.server"
import { type InvoiceView, invoiceViews, stateOf } from "./invoice"
import { agingOf, countedSums, talliedSums } from "./invoice-sums.server"
import {
  creditedMinor,
  inView,
  invoicesWithSettlement,
  isDisputed,
  isPending,
  settledMinor,
  settlementOfInvoice,
} from "./invoice-views.server"

/** An invoice as it is stored. */
export type Invoice = typeof invoices.$inferSelect

/** One invoice as it is stored, draft or issued. */
export const getInvoice = query({
  name: "get-invoice",
  permission: "invoices.read",
  actors: ["staff", "system"],
  input: InvoiceIdInput,
  async run(ctx, { invoiceId }) {
    const [invoice] = await ctx.db
      .select()
      .from(invoices)
      .where(and(eq(invoices.id, invoiceId), isNull(invoices.deletedAt), visible(ctx, invoices)))
    if (!invoice) throw new NotFound("invoice")
    return invoice
  },
})

/** Refuses what is no draft any more. */
export function draftOnly(invoice: Invoice): Invoice {
  if (invoice.status === "void") throw new Conflict("This draft was voided.")
  if (invoice.status === "issued") {
    throw new Conflict("An issued invoice cannot be changed; a credit note corrects it.")
  }
  return invoice
}

/** Refuses what cannot be credited: drafts, and credit notes themselves. */
export function creditableOnly(invoice: Invoice): Invoice {
  if (invoice.status !== "issued") throw new Conflict("Only an issued invoice can be credited; a draft is edited.")
  if (invoice.kind === "credit_note") throw new Conflict("A credit note cannot be credited; issue another invoice.")
  return invoice
}

/** What day it is where the organization is. */
export async function organizationToday(ctx: Reading) {
  const { timeZone } = await getOrganization(ctx, {})
  return todayIn(timeZone, ctx.now)
}

const row = {
  id: invoices.id,
  kind: invoices.kind,
  status: invoices.status,
  number: invoices.number,
  title: invoices.title,
  companyId: invoices.companyId,
  companyName: companies.name,
  currency: invoices.currency,
  issueOn: invoices.issueOn,
  dueOn: invoices.dueOn,
  totalMinor: invoices.totalMinor,
  settledMinor,
  creditedMinor,
  isPending,
  isDisputed,
  createdAt: invoices.createdAt,
}

const rowsOf = (ctx: Reading) =>
  ctx.db
    .select(row)
    .from(invoices)
    .innerJoin(companies, refersTo(companies, invoices, invoices.companyId))
    .leftJoin(invoiceSettlements, settlementOfInvoice)
    .$dynamic()

type StoredRow = Awaited<ReturnType<typeof rowsOf>>[number]

/** An invoice as lists show it, with its state on the organization's day and what is still to be paid. */
export type InvoiceRow = ReturnType<typeof shown>

function shown(stored: StoredRow, today: string) {
  const state = stateOf(stored, today)
  const isOpen = stored.status === "issued" && stored.kind !== "credit_note"
  return { ...stored, state, isOpen, balanceMinor: isOpen ? stored.totalMinor - stored.settledMinor : 0n }
}

/** What narrows the list, as its address says it. */
const ListFilter = z.object({
  view: z.enum(invoiceViews).catch("open"),
  q: z.string().max(100).optional().catch(undefined),
})

/** What the list shows; words need the company joined, and the state the settlement. */
const inList = ({ view, q }: z.output<typeof ListFilter>, today: string) =>
  and(isNull(invoices.deletedAt), inView(view, today), named(q))

/** That an invoice is in the list as its address narrows it, for acts on all of them. */
export async function invoicesInList(ctx: Reading, asked: Record<string, string>): Promise<SQL> {
  const found = ctx.db
    .select({ id: invoices.id })
    .from(invoices)
    .innerJoin(companies, refersTo(companies, invoices, invoices.companyId))
    .leftJoin(invoiceSettlements, settlementOfInvoice)
    .where(inList(ListFilter.parse(asked), await organizationToday(ctx)))
  return inArray(invoices.id, found)
}

/**
 * A list of invoices, newest first, with what the whole list comes to in each currency, and what is owed by age whatever
 * the list shows; `today` is the organization's day. `q` looks in numbers, titles and clients' names.
 */
export const listInvoices = query({
  name: "list-invoices",
  permission: "invoices.read",
  actors: ["staff"],
  input: ListFilter.extend(PageInput),
  async run(ctx, { view, q, after, before }) {
    const { locale, timeZone, currency } = await getOrganization(ctx, {})
    const today = todayIn(timeZone, ctx.now)
    const { owner, ...order } = orderOf(view)
    const list = keyset<StoredRow>({
      ...order,
      value: (invoice) => invoice.createdAt.toISOString(),
      read: (text) => new Date(Date.parse(text) || 0),
      order: "newest",
      after,
      before,
    })
    const found = inList({ view, q }, today)
    const stored = await rowsOf(ctx)
      .where(
        onVisiblePage(ctx, invoices, list, found, { from: q?.trim() ? withCompany : invoicesWithSettlement, owner }),
      )
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const page = list.page(stored)
    const sums = q?.trim()
      ? await countedSums(ctx, and(found, visible(ctx, invoices)))
      : await talliedSums(ctx, view, today)
    const aging = await agingOf(ctx, today)
    return { ...page, rows: page.rows.map((invoice) => shown(invoice, today)), sums, aging, today, locale, currency }
  },
})

/** In which order a list is read: what is open or settled by the settlements, whose indexes hold the two apart. */
const orderOf = (view: InvoiceView) =>
  view === "open" || view === "overdue" || view === "paid"
    ? {
        owner: invoiceSettlements.ownerId,
        column: invoiceSettlements.invoiceCreatedAt,
        id: invoiceSettlements.invoiceId,
      }
    : { owner: invoices.ownerId, column: invoices.createdAt, id: invoices.id }

const withCompany = sql`${invoicesWithSettlement} join ${companies} on ${refersTo(companies, invoices, invoices.companyId)}`

function named(q: string | undefined) {
  if (!q?.trim()) return undefined
  const like = contains(q.trim())
  return or(ilike(invoices.number, like), ilike(invoices.title, like), ilike(companies.name, like))
}

/** The invoices of a client or a deal, newest first, at most a hundred. */
export const listInvoicesOf = query({
  name: "list-invoices-of",
  permission: "invoices.read",
  actors: ["staff"],
  input: z.object({ companyId: optionalId("companies"), dealId: optionalId("deals") }),
  async run(ctx, { companyId, dealId }) {
    const theirs = or(
      companyId ? eq(invoices.companyId, companyId) : undefined,
      dealId ? eq(invoices.dealId, dealId) : undefined,
    )
    if (!theirs) return []
    const asked = rowsOf(ctx)
      .where(and(isNull(invoices.deletedAt), visible(ctx, invoices), theirs))
      .orderBy(desc(invoices.createdAt), desc(invoices.id))
      .limit(100)
    const [found, today] = await Promise.all([asked, organizationToday(ctx)])
    return found.map((invoice) => shown(invoice, today))
  },
})

/** The stored PDF of an issued invoice, null while it is being prepared. Staff ask by the invoice, clients by their link. */
export const findInvoicePdf = query({
  name: "find-invoice-pdf",
  permission: "invoices.read",
  actors: ["staff", "client"],
  input: z.object({ invoiceId: id("invoices") }),
  async run(ctx, { invoiceId }) {
    await (ctx.caller.kind === "client" ? getHeldInvoice(ctx, { invoiceId }) : getInvoice(ctx, { invoiceId }))
    const [document] = await ctx.db
      .select()
      .from(documents)
      .where(and(eq(documents.kind, "invoice_pdf"), eq(documents.objectId, documentOf(invoiceId))))
    return document ?? null
  },
})

/** The issued invoice that a client's link is for, or that a client's proposal link leads to as its deposit. */
export const getHeldInvoice = query({
  name: "get-held-invoice",
  permission: "invoices.read",
  actors: ["client"],
  input: InvoiceIdInput,
  async run(ctx, { invoiceId }) {
    const { caller } = ctx
    if (caller.kind !== "client" || caller.hold.of !== "link") throw new NotFound("invoice")
    const { purpose, objectId } = caller.hold
    const [invoice] = await ctx.db
      .select()
      .from(invoices)
      .where(and(eq(invoices.id, invoiceId), eq(invoices.status, "issued"), isNull(invoices.deletedAt)))
    const isTheirs =
      purpose === "invoice" ? objectId === invoice?.id : invoice?.kind === "deposit" && objectId === invoice.proposalId
    if (!invoice || !isTheirs) throw new NotFound("invoice")
    return invoice
  },
})

/** Documents refer to records of several tables, so their reference bears a name of its own. */
export const documentOf = (invoiceId: string) => invoiceId as typeof documents.$inferSelect.objectId
