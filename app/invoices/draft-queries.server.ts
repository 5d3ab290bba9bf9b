import { and, desc, eq } from "drizzle-orm"
import { z } from "zod"
import { mails } from "#db/schema/activities"
import { getCompany } from "~/companies/company-queries.server"
import { listContactsOfCompany } from "~/contacts/contact-queries.server"
import { getDeal, getDealLines } from "~/deals/deal-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { optionalId } from "~/platform/language/fields.server"
import type { Id } from "~/platform/language/ids"
import { findAcceptedOfDeal } from "./accepted.server"
import { invoiceSentText } from "./emails/invoice-sent"
import { type FinalLines, finalLines } from "./final-lines.server"
import { InvoiceIdInput } from "./inputs.server"
import { linesOf } from "./invoice-lines.server"
import { mailOf } from "./invoice-mail.server"
import { draftOnly, getInvoice, listInvoicesOf } from "./invoice-queries.server"
import { issueCandidate } from "./issue-candidate.server"
import { recipientOf } from "./recipient.server"

/**
 * What a new invoice begins with: the client and its people, the agency's defaults, and for a deal what was invoiced for it
 * before and its one-off lines; where the client signed, the lines accepted, less the deposits.
 */
export const getInvoiceDefaults = query({
  name: "get-invoice-defaults",
  permission: "invoices.draft",
  actors: ["staff"],
  input: z.object({ companyId: optionalId("companies"), dealId: optionalId("deals") }),
  async run(ctx, given) {
    const deal = given.dealId ? await getDeal(ctx, { dealId: given.dealId }) : null
    const companyId = deal?.companyId ?? given.companyId
    if (!companyId) throw new NotFound("company")
    const accepted = deal && (await findAcceptedOfDeal(ctx, deal.id))
    return {
      ...(await clientOf(ctx, companyId)),
      deal,
      ...(accepted ? await finalLines(ctx, accepted) : await plainLines(ctx, deal?.id ?? null)),
      before: deal ? await listInvoicesOf(ctx, { dealId: deal.id }) : [],
    }
  },
})

/** A deal's own lines; without a deal none, priced as the organization usually does. */
async function plainLines(ctx: Reading, dealId: Id<"deals"> | null): Promise<FinalLines> {
  if (dealId === null) {
    const { pricesIncludeTax } = await getOrganization(ctx, {})
    return { lines: [], pricesIncludeTax, deducts: false }
  }
  const { pricesIncludeTax } = await getDeal(ctx, { dealId })
  const lines = await getDealLines(ctx, { dealId })
  const billed = lines.filter((line) => line.recurrence === "once" && !line.isOptional)
  return { lines: billed, pricesIncludeTax, deducts: false }
}

/** A draft with its lines, its client and their people, for the form it is edited in. An issued invoice is refused. */
export const getInvoiceDraft = query({
  name: "get-invoice-draft",
  permission: "invoices.edit",
  actors: ["staff"],
  input: InvoiceIdInput,
  async run(ctx, { invoiceId }) {
    const invoice = draftOnly(await getInvoice(ctx, { invoiceId }))
    const lines = await linesOf(ctx, invoiceId)
    return { invoice, lines, ...(await clientOf(ctx, invoice.companyId)) }
  },
})

/** A draft as it would be issued now: what it lacks, the number it would get, what it prints, and the mail that would go out. */
export const getIssuePage = query({
  name: "get-issue-page",
  permission: "invoices.issue",
  actors: ["staff"],
  input: InvoiceIdInput,
  async run(ctx, { invoiceId }) {
    const invoice = draftOnly(await getInvoice(ctx, { invoiceId }))
    const { snapshot, nextNumber, ...candidate } = await issueCandidate(ctx, invoice)
    const document = { ...snapshot, number: nextNumber }
    const { recipient } = candidate
    const mail = recipient && mailOf(document, recipient, "the invoice's own link")
    const shown = mail && { subject: mail.subject, text: invoiceSentText(mail.words) }
    return { invoice, ...candidate, document, number: nextNumber, mail: shown }
  },
})

/** When and to whom an invoice was last mailed, and what became of that mail; null when it never was. */
export const findLastSending = query({
  name: "find-last-sending",
  permission: "invoices.read",
  actors: ["staff"],
  input: InvoiceIdInput,
  async run(ctx, { invoiceId }) {
    await getInvoice(ctx, { invoiceId })
    const [last] = await ctx.db
      .select({ to: mails.toEmail, status: mails.status, at: mails.createdAt })
      .from(mails)
      .where(and(eq(mails.purpose, "invoice"), eq(mails.objectId, invoiceId)))
      .orderBy(desc(mails.createdAt))
      .limit(1)
    return last ?? null
  },
})

/** Whom an issued invoice would be mailed to now; null when nobody at the client has an address. */
export const findInvoiceRecipient = query({
  name: "find-invoice-recipient",
  permission: "invoices.read",
  actors: ["staff"],
  input: InvoiceIdInput,
  run: async (ctx, { invoiceId }) => recipientOf(ctx, await getInvoice(ctx, { invoiceId })),
})

async function clientOf(ctx: Reading, companyId: Id<"companies">) {
  return {
    company: await getCompany(ctx, { companyId }),
    people: await listContactsOfCompany(ctx, { companyId }),
    organization: await getOrganization(ctx, {}),
  }
}
