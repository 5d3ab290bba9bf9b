import { invoices } from "#db/schema/invoices"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { checkClient } from "./draft-invoice.server"
import { holdDraft } from "./hold-draft.server"
import { EditInvoiceInput } from "./inputs.server"
import { aboutInvoice } from "./invoice-events"
import { amountsOf, linesOf, reckon, replaceLines } from "./invoice-lines.server"

/** Changes a draft, its lines included. An issued invoice is never changed. */
export const editInvoice = command({
  name: "edit-invoice",
  actors: ["staff"],
  input: EditInvoiceInput,
  async step(ctx, { invoiceId, version, lines, ...facts }) {
    const before = { ...(await holdDraft(ctx, invoiceId, version)), lines: await linesOf(ctx, invoiceId) }
    await checkClient(ctx, facts)
    const reckoned = reckon(lines, facts)
    const after = await edit(ctx, invoices, invoiceId, version, { ...facts, ...amountsOf(reckoned) })
    await replaceLines(ctx, invoiceId, lines, reckoned)
    ctx.record("invoice.edited", aboutInvoice(after), { before, after: { ...after, lines } })
    return { invoiceId }
  },
})
