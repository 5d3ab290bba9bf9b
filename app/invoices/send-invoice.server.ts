import { command } from "~/platform/data/command.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { InvoiceIdInput } from "./inputs.server"
import { queueInvoiceMail } from "./invoice-mail.server"
import { getInvoice } from "./invoice-queries.server"
import { recipientOf } from "./recipient.server"

/** Mails an issued invoice to its recipient with the link to its page; it may be sent again. */
export const sendInvoice = command({
  name: "send-invoice",
  actors: ["staff", "system"],
  input: InvoiceIdInput,
  async step(ctx, { invoiceId }) {
    const invoice = await getInvoice(ctx, { invoiceId })
    if (invoice.status !== "issued") throw new Conflict("Only an issued invoice can be sent.")
    const recipient = await recipientOf(ctx, invoice)
    if (!recipient) throw new Invalid("", "Nobody at this client has an e-mail address.")
    await queueInvoiceMail(ctx, invoice, { again: true })
    return { invoiceId, to: recipient.email }
  },
})
