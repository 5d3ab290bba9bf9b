import { eq } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { deals } from "#db/schema/deals"
import { invoices } from "#db/schema/invoices"
import { getCompany } from "~/companies/company-queries.server"
import { listContactsOfCompany } from "~/contacts/contact-queries.server"
import { getDeal } from "~/deals/deal-queries.server"
import { command } from "~/platform/data/command.server"
import type { Reading, Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { type DraftInvoice, DraftInvoiceInput } from "./inputs.server"
import { aboutInvoice } from "./invoice-events"
import { amountsOf, reckon, writeLines } from "./invoice-lines.server"

/** Drafts an invoice, from scratch or for a deal. It is freely edited and bears no number until it is issued. */
export const draftInvoice = command({
  name: "draft-invoice",
  actors: ["staff", "system"],
  input: DraftInvoiceInput,
  async step(ctx, { lines, ...facts }) {
    await checkClient(ctx, facts)
    await checkDeal(ctx, facts)
    const reckoned = reckon(lines, facts)
    const ownerId = await ownerOf(ctx, facts)
    const [draft] = await ctx.db
      .insert(invoices)
      .values({ ...facts, ownerId, ...amountsOf(reckoned) })
      .returning()
    await writeLines(ctx, draft!.id, lines, reckoned)
    ctx.record("invoice.drafted", { ...aboutInvoice(draft!), kind: draft!.kind })
    return { invoiceId: draft!.id }
  },
})

/** The client must be there, and the contact must be one of theirs. */
export async function checkClient(
  ctx: Work,
  { companyId, contactId }: { companyId: Id<"companies">; contactId: Id<"contacts"> | null },
) {
  await getCompany(ctx, { companyId })
  if (contactId === null) return
  const people = await listContactsOfCompany(ctx, { companyId })
  if (!people.some((person) => person.contactId === contactId)) {
    throw new Invalid("contactId", "Choose one of this client's contacts")
  }
}

/** An invoice for a deal goes to the deal's client. */
async function checkDeal(ctx: Work, { dealId, companyId }: Pick<DraftInvoice, "dealId" | "companyId">) {
  if (dealId === null) return
  const deal = await getDeal(ctx, { dealId })
  if (deal.companyId !== companyId) throw new Invalid("companyId", "The deal is another client's")
}

/** A deal's invoice belongs to the deal's owner, another to who drafts it, one of the program to the client's owner. */
async function ownerOf(ctx: Reading, { dealId, companyId }: Pick<DraftInvoice, "dealId" | "companyId">) {
  const [deal] = dealId ? await ctx.db.select({ ownerId: deals.ownerId }).from(deals).where(eq(deals.id, dealId)) : []
  if (deal?.ownerId) return deal.ownerId
  if (ctx.actor.personId) return ctx.actor.personId
  const [company] = await ctx.db
    .select({ ownerId: companies.ownerId })
    .from(companies)
    .where(eq(companies.id, companyId))
  return company?.ownerId ?? null
}
