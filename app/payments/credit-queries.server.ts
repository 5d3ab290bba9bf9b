import { and, asc, eq, isNull, lt, ne } from "drizzle-orm"
import { z } from "zod"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import { creditableOf } from "~/invoices/creditable.server"
import { InvoiceIdInput } from "~/invoices/inputs.server"
import { creditableOnly, getInvoice } from "~/invoices/invoice-queries.server"
import { settledMinor } from "~/invoices/invoice-views.server"
import { nextInvoiceNumber } from "~/invoices/number-series.server"
import { recipientOf } from "~/invoices/recipient.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import { todayIn } from "~/platform/language/dates"
import { id } from "~/platform/language/fields.server"
import { creditsOf } from "./client-credit.server"

/** A client's credit in each currency: money that came and settles nothing yet. */
export const listCredits = query({
  name: "list-credits",
  permission: "credits.read",
  actors: ["staff"],
  input: z.object({ companyId: id("companies") }),
  run: (ctx, { companyId }) => creditsOf(ctx, companyId),
})

/** The other invoices of the same client and currency with something left to pay, the longest due first, at most two hundred. */
export const listOtherOpenInvoices = query({
  name: "list-other-open-invoices",
  permission: "invoices.read",
  actors: ["staff"],
  input: InvoiceIdInput,
  async run(ctx, { invoiceId }) {
    const { companyId, currency } = await getInvoice(ctx, { invoiceId })
    const { id, number, title, dueOn, totalMinor } = invoices
    const found = await ctx.db
      .select({ id, number, title, dueOn, totalMinor, settledMinor })
      .from(invoices)
      .innerJoin(invoiceSettlements, eq(invoiceSettlements.invoiceId, id))
      .where(
        and(
          eq(invoices.companyId, companyId),
          eq(invoices.currency, currency),
          eq(invoices.status, "issued"),
          ne(id, invoiceId),
          lt(settledMinor, totalMinor),
          isNull(invoices.deletedAt),
          visible(ctx, invoices),
        ),
      )
      .orderBy(asc(dueOn), asc(id))
      .limit(200)
    return found.map((invoice) => ({ ...invoice, balanceMinor: invoice.totalMinor - invoice.settledMinor }))
  },
})

/** An issued invoice with what of its lines is left to credit, the number its credit note would get, and whom it would be mailed to. */
export const getCreditPage = query({
  name: "get-credit-page",
  permission: "invoices.credit",
  actors: ["staff"],
  input: InvoiceIdInput,
  async run(ctx, { invoiceId }) {
    const invoice = creditableOnly(await getInvoice(ctx, { invoiceId }))
    const { locale, timeZone } = await getOrganization(ctx, {})
    const { number } = await nextInvoiceNumber(ctx, todayIn(timeZone, ctx.now), "credit_note")
    const recipient = await recipientOf(ctx, invoice)
    return { invoice, ...(await creditableOf(ctx, invoice)), locale, number, recipient }
  },
})
