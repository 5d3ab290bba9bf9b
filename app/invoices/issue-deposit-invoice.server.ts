import { and, eq, ne } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { invoices } from "#db/schema/invoices"
import { proposals } from "#db/schema/proposals"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { depositLines } from "~/pricing/deposit"
import type { Line } from "~/pricing/inputs.server"
import { taxTermsOf } from "~/proposals/content"
import { type Accepted, acceptedOnce, findAccepted } from "./accepted.server"
import { IssueDepositInvoiceInput } from "./inputs.server"
import { aboutInvoice } from "./invoice-events"
import { percentOf } from "./invoice-figures"
import { amountsOf, reckon, writeLines } from "./invoice-lines.server"
import { invoiceLink } from "./invoice-link.server"
import { isIssuable, issueCandidate } from "./issue-candidate.server"
import { issueHeld } from "./issuing.server"

/**
 * Invoices the deposit of a signed proposal on what was accepted, and mails it to the client. Without a deposit nothing
 * happens, and a second time neither. What lacks something the law asks for stays a draft: a signature never fails on it.
 */
export const issueDepositInvoice = command({
  name: "issue-deposit-invoice",
  actors: ["system"],
  input: IssueDepositInvoiceInput,
  async step(ctx, { proposalId }) {
    const before = await depositOf(ctx, proposalId)
    if (before) return ctx.unchanged({ invoiceId: before.id, number: before.number })
    const accepted = await findAccepted(ctx, proposalId)
    if (!accepted) throw new NotFound("signature")
    const lines = linesOfDeposit(accepted)
    const { currency } = accepted.content
    const terms = { ...noDiscount, currency, pricesIncludeTax: acceptedOnce(accepted).pricesIncludeTax }
    const reckoned = reckon(lines, terms)
    if (reckoned.total.minor <= 0n) return ctx.unchanged({ invoiceId: null, number: null })
    const draft = await draftDeposit(ctx, proposalId, lines, reckoned)
    const candidate = await issueCandidate(ctx, draft)
    if (!isIssuable(candidate)) return { invoiceId: draft.id, number: null }
    const issued = await issueHeld(ctx, draft, candidate, true)
    await invoiceLink(ctx, issued, candidate.recipient)
    return { invoiceId: issued.id, number: issued.number }
  },
})

/** A deposit is priced as what it is on, the tax inside or on top; a discount is in that already. */
const noDiscount = { discountPercent: "0", discountAmount: "0" }

async function depositOf(ctx: Work, proposalId: Id<"proposals">) {
  const [deposit] = await ctx.db
    .select({ id: invoices.id, number: invoices.number })
    .from(invoices)
    .where(and(eq(invoices.proposalId, proposalId), eq(invoices.kind, "deposit"), ne(invoices.status, "void")))
  return deposit
}

/** A part of what was accepted for each tax, as the deposit asks for. */
function linesOfDeposit(accepted: Accepted): Line[] {
  const { content } = accepted
  const parts = depositLines(acceptedOnce(accepted).totals, content.depositPercent)
  const { taxName } = taxTermsOf(content)
  const share = percentOf(content.depositPercent, content.locale)
  return parts.map(({ quantity, unitPrice, taxCategory, taxRate, taxReason = null, secondTaxRate = null }) => ({
    name: `Deposit of ${share} on “${content.title}”`.slice(0, 200),
    description: parts.length > 1 ? `For the part at ${taxName} ${percentOf(taxRate, content.locale)}` : null,
    ...{ quantity, unit: null, unitPrice, discountPercent: "0", taxCategory, taxRate, taxReason, secondTaxRate },
    ...{ recurrence: "once", isOptional: false },
  }))
}

async function draftDeposit(
  ctx: Work,
  proposalId: Id<"proposals">,
  lines: Line[],
  reckoned: ReturnType<typeof reckon>,
) {
  const [proposal] = await ctx.db.select().from(proposals).where(eq(proposals.id, proposalId))
  if (!proposal) throw new NotFound("proposal")
  const { companyId, contactId, dealId, currency, ownerId, title } = proposal
  const parties = { companyId, contactId, dealId, proposalId, ownerId }
  const termsDays = await termsOf(ctx, companyId)
  const [draft] = await ctx.db
    .insert(invoices)
    .values({
      kind: "deposit",
      title: `Deposit: ${title}`.slice(0, 200),
      ...parties,
      currency,
      pricesIncludeTax: reckoned.pricesIncludeTax,
      termsDays,
      ...amountsOf(reckoned),
    })
    .returning()
  await writeLines(ctx, draft!.id, lines, reckoned)
  ctx.record("invoice.drafted", { ...aboutInvoice(draft!), kind: "deposit" })
  return draft!
}

/** The client's own time to pay, else the agency's. */
async function termsOf(ctx: Work, companyId: Id<"companies">) {
  const [company] = await ctx.db
    .select({ days: companies.paymentTermsDays })
    .from(companies)
    .where(eq(companies.id, companyId))
  return company?.days ?? (await getOrganization(ctx, {})).paymentTermsDays
}
