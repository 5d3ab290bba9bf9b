import { invoices } from "#db/schema/invoices"
import { command } from "~/platform/data/command.server"
import { transition } from "~/platform/data/transition.server"
import { InvoiceIdInput } from "./inputs.server"
import { aboutInvoice } from "./invoice-events"
import { draftOnly, getInvoice } from "./invoice-queries.server"

/** Puts a draft aside for good. An issued invoice is not voided but corrected by a credit note. */
export const voidInvoice = command({
  name: "void-invoice",
  actors: ["staff"],
  input: InvoiceIdInput,
  async step(ctx, { invoiceId }) {
    draftOnly(await getInvoice(ctx, { invoiceId }))
    const voided = await transition(ctx, invoices, invoiceId, "draft → void")
    ctx.record("invoice.voided", aboutInvoice(voided))
    return { invoiceId }
  },
})
