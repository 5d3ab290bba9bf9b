import { draftInvoice } from "~/invoices/draft-invoice.server"
import { getInvoice, listInvoicesOf } from "~/invoices/invoice-queries.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { recordPayment } from "~/payments/record-payment.server"
import { todayIn } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"
import { decimalOf } from "~/platform/language/money"
import type { Act } from "./act"
import type { StoryInvoice } from "./road"
import { pricedLines } from "./tell-lines"
import { asOwner, type Told } from "./told"

/** The deposit that came in, and the invoices written by hand with what was paid on them. */
export function moneyActs(told: Told): Act[] {
  const { act, road } = told
  return [
    ...act(road.depositPaid, "09:05", async (now) => {
      const deposit = (await listInvoicesOf(asOwner(told, now), { dealId: told.dealId() })).find(
        (each) => each.kind === "deposit",
      )
      if (deposit) await pay(told, deposit.id, "deposit", undefined, now)
    }),
    ...(road.invoices ?? []).flatMap((invoice, at) => invoiceActs(told, invoice, `invoice ${at}`)),
  ]
}

function invoiceActs(told: Told, invoice: StoryInvoice, name: string): Act[] {
  const { act, once, road } = told
  let invoiceId: Id<"invoices">
  const drafted = invoice.issued ?? { daysAgo: 0 }
  return [
    ...act(drafted, "08:30", async (now) => {
      const lines = pricedLines(invoice.lines, road.client.taxTreatment)
      const { companyId, contactId, dealId } = told.client()
      const facts = { companyId, contactId, dealId, title: invoice.title, termsDays: invoice.termsDays, lines }
      invoiceId = (await draftInvoice(told.cast.as("finance", now), { ...facts, currency: "EUR" }, once(name)))
        .invoiceId
    }),
    ...act(invoice.issued, "08:45", (now) =>
      issueInvoice(told.cast.as("finance", now), { invoiceId, version: 1, send: true }, once(`${name} issued`)),
    ),
    ...act(invoice.paid, "09:15", (now) => pay(told, invoiceId, name, invoice.paid?.amount, now)),
  ]
}

async function pay(told: Told, invoiceId: Id<"invoices">, name: string, part: string | undefined, now: Date) {
  const ctx = told.cast.as("finance", now)
  const { totalMinor, currency, number } = await getInvoice(ctx, { invoiceId })
  const amount = part ?? decimalOf({ minor: totalMinor, currency })
  const receivedOn = todayIn(told.clock.timeZone, now)
  const input = { invoiceId, amount, method: "bank" as const, receivedOn, reference: number, sendReceipt: true }
  await recordPayment(ctx, input, told.once(`${name} paid`))
}
