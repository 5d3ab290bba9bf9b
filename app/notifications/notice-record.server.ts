import { eq } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import { leads } from "#db/schema/leads"
import { proposals } from "#db/schema/proposals"
import { listOf } from "~/assignments/assignment"
import { invoiceKindNames } from "~/invoices/invoice"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import type { NoticeRecord, NoticeSubject } from "./notices"

/** A record as notices need it: its words, who looks after it, and where it is. */
export type FoundRecord = Omit<NoticeRecord, "hasOwner"> & { ownerId: Id<"people"> | null; href: string }

/** The record that a notice is about; null when it is not there. */
export function noticeRecord(ctx: Reading, about: NoticeSubject): Promise<FoundRecord | null> {
  switch (about.noun) {
    case "leads":
      return leadOf(ctx, about.id as Id<"leads">)
    case "proposals":
      return proposalOf(ctx, about.id as Id<"proposals">)
    case "invoices":
      return invoiceOf(ctx, about.id as Id<"invoices">)
    case "problems":
      return Promise.resolve(theProblems)
    case "assignments":
      return Promise.resolve({ ...given, ownerId: about.ownerId, href: listOf(about.of, about.ownerId) })
  }
}

/** Problems stand on one page, for those who keep the books. */
const theProblems: FoundRecord = {
  ...{ title: "payments", client: "", ownerId: null, isSettled: false },
  href: href("/settings/payments"),
}

/** Several records at once stand on the list of their kind. */
const given = { title: "", client: "", isSettled: false }

async function leadOf(ctx: Reading, leadId: Id<"leads">): Promise<FoundRecord | null> {
  const [lead] = await ctx.db
    .select({ name: leads.name, companyName: leads.companyName, ownerId: leads.ownerId })
    .from(leads)
    .where(eq(leads.id, leadId))
  if (!lead) return null
  const { name, companyName, ownerId } = lead
  const title = companyName ? `${name}, ${companyName}` : name
  return { title, client: companyName ?? name, ownerId, isSettled: false, href: href("/leads/:leadId", { leadId }) }
}

async function proposalOf(ctx: Reading, proposalId: Id<"proposals">): Promise<FoundRecord | null> {
  const [proposal] = await ctx.db
    .select({ title: proposals.title, client: companies.name, ownerId: proposals.ownerId })
    .from(proposals)
    .innerJoin(companies, eq(companies.id, proposals.companyId))
    .where(eq(proposals.id, proposalId))
  if (!proposal) return null
  const { title, client, ownerId } = proposal
  const place = href("/proposals/:proposalId", { proposalId })
  return { title: `“${title}”`, client, ownerId, isSettled: false, href: place }
}

async function invoiceOf(ctx: Reading, invoiceId: Id<"invoices">): Promise<FoundRecord | null> {
  const [invoice] = await ctx.db
    .select({
      kind: invoices.kind,
      number: invoices.number,
      client: companies.name,
      ownerId: invoices.ownerId,
      settledAt: invoiceSettlements.settledAt,
    })
    .from(invoices)
    .innerJoin(companies, eq(companies.id, invoices.companyId))
    .leftJoin(invoiceSettlements, eq(invoiceSettlements.invoiceId, invoices.id))
    .where(eq(invoices.id, invoiceId))
  if (!invoice) return null
  const { kind, number, client, ownerId, settledAt } = invoice
  const title = `${invoiceKindNames[kind].toLowerCase()} ${number ?? ""}`.trimEnd()
  return { title, client, ownerId, isSettled: settledAt !== null, href: href("/invoices/:invoiceId", { invoiceId }) }
}
