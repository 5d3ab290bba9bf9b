import { and, asc, eq, isNull, lt, ne } from "drizzle-orm"
import { z } from "zod"
import { invoiceSettlements, invoices } from "#db/schema/invoices"
import { InvoiceIdInput } from "~/invoices/inputs.server"
import { getInvoice } from "~/invoices/invoice-queries.server"
import { settledMinor } from "~/invoices/invoice-views.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
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
