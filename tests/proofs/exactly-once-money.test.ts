import { describe, expect, it } from "vitest"
import { getInvoice } from "~/invoices/invoice-queries.server"
import { sendInvoice } from "~/invoices/send-invoice.server"
import { openCheckout } from "~/payments/open-checkout.server"
import { recordPayment } from "~/payments/record-payment.server"
import { todayIn } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"
import { aDraft, anIssuedInvoice } from "../support/billing"
import { anotherReader, payOn, sandbox, sessionOf, tokenFor } from "../support/payments"
import { linkHolder, rows } from "../support/world"
import { untilNoJobWaits } from "./support/jobs"
import { agency, counted, oneEffect, oneOfTwo, posted, type Race, type Round, withProgram } from "./support/together"

/* From the invoice to the money and back: thirty identical posts at once, and pairs that exclude each other. */

withProgram()

const today = todayIn("Europe/Berlin", new Date())

async function sendIssued(): Promise<Round> {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  return {
    post: posted(`/invoices/${invoiceId}/send`, {}),
    once: { sent: 1, mails: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from events where name = 'invoice.sent' and payload->>'invoiceId' = $1) as sent,
                (select count(*)::int from mails where about->>'invoiceId' = $1) as mails`,
        [invoiceId],
      ),
  }
}

async function issue(): Promise<Round> {
  const { invoiceId } = await aDraft(agency.owner)
  const before = await counted("select coalesce(max(next_number), 1) as next from number_series", [])
  return {
    post: posted(`/invoices/${invoiceId}/issue`, { version: "1", send: "on" }),
    once: { issued: 1, settlements: 1, numbers: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from events where name = 'invoice.issued' and payload->>'invoiceId' = $1::text) as issued,
                (select count(*)::int from invoice_settlements where invoice_id = $1::uuid) as settlements,
                (select max(next_number) - $2::int from number_series) as numbers`,
        [invoiceId, before.next],
      ),
  }
}

async function pay(): Promise<Round> {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  await sendInvoice(agency.owner, { invoiceId })
  const token = await tokenFor(agency, invoiceId)
  return {
    post: { path: `/i/${token}/pay`, fields: {} },
    once: { attempts: 1, opened: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from checkouts where invoice_id = $1) as attempts,
                (select count(*)::int from checkouts where invoice_id = $1 and status = 'open') as opened`,
        [invoiceId],
      ),
  }
}

async function record(): Promise<Round> {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  const fields = { amount: "500.00", method: "bank", receivedOn: today, reference: "Slip 1", sendReceipt: "on" }
  return {
    post: posted(`/invoices/${invoiceId}/payments`, fields),
    once: { payments: 1, settled: 50_000, mails: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from allocations where invoice_id = $1) as payments,
                (select allocated_minor::int from invoice_settlements where invoice_id = $1) as settled,
                (select count(*)::int from mails where about->>'invoiceId' = $1::text and purpose = 'receipt') as mails`,
        [invoiceId],
      ),
  }
}

async function credit(): Promise<Round> {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  return {
    post: posted(`/invoices/${invoiceId}/credit`, { scope: "all", reason: "Cancelled" }),
    once: { notes: 1, credited: 119_000, told: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from invoices where credits_id = $1) as notes,
                (select credited_minor::int from invoice_settlements where invoice_id = $1) as credited,
                (select count(*)::int from events where name = 'invoice.credited' and payload->>'invoiceId' = $1::text) as told`,
        [invoiceId],
      ),
  }
}

/** What was given back of an invoice's payments, what the books have left of them, and what the payment service gave back. */
const findRefunds = async (invoiceId: Id<"invoices">, paymentId: Id<"payments">, intent: string | null) => ({
  ...(await counted(
    `select (select count(*)::int from refunds where invoice_id = $1) as refunds,
            (select coalesce(sum(amount_minor), 0)::int from payments where $2 in (id, of_id, reverses_id)) as left,
            (select count(*)::int from events where name = 'payment.refunded' and payload->>'invoiceId' = $1::text) as told`,
    [invoiceId, paymentId],
  )),
  ...(intent
    ? await counted(
        "select count(*)::int as given from sandbox.objects where kind = 'refund' and data->>'payment_intent' = $1",
        [intent],
      )
    : {}),
})

async function refundByHand(): Promise<Round> {
  const { invoiceId, paymentId } = await aBankPayment()
  return {
    post: posted(refundPath(invoiceId, paymentId), { amount: "100.00", refundedOn: today }),
    once: { refunds: 1, left: 109_000, told: 1 },
    found: () => findRefunds(invoiceId, paymentId, null),
  }
}

async function refundByCard(): Promise<Round> {
  const { invoiceId, paymentId, intent } = await aCardPayment()
  return {
    post: posted(refundPath(invoiceId, paymentId), { amount: "100.00" }),
    once: { refunds: 1, left: 109_000, told: 1, given: 1 },
    async found() {
      await untilNoJobWaits()
      return findRefunds(invoiceId, paymentId, intent)
    },
  }
}

const refundPath = (invoiceId: string, paymentId: string) => `/invoices/${invoiceId}/payments/${paymentId}/refund`

/** An issued invoice of 1 190.00 with money that came by bank for it. */
async function aBankPayment(amount = "1190.00") {
  const { invoiceId, companyId } = await anIssuedInvoice(agency.owner)
  const { paymentId } = await recordPayment(agency.owner, { invoiceId, amount, receivedOn: today })
  return { invoiceId, companyId, paymentId: paymentId! }
}

/** An issued invoice of 1 190.00 that was paid by card, as the program itself was told. */
async function aCardPayment() {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  await sendInvoice(agency.owner, { invoiceId })
  const holder = await linkHolder(await tokenFor(agency, invoiceId))
  await payOn(sessionOf((await openCheckout(holder, { invoiceId })).url))
  const paid = () =>
    rows<{ id: Id<"payments">; provider_ref: string }>(
      agency,
      "select p.id, p.provider_ref from payments p join allocations a on a.payment_id = p.id where a.invoice_id = $1",
      [invoiceId],
    )
  await expect.poll(paid, { timeout: 20_000, interval: 25 }).toHaveLength(1)
  const [payment] = await paid()
  return { invoiceId, paymentId: payment!.id, intent: payment!.provider_ref }
}

async function applyCredit(): Promise<Round> {
  const { companyId } = await aBankPayment("1500.00")
  const { invoiceId } = await anIssuedInvoice(agency.owner, { companyId })
  return {
    post: posted(`/invoices/${invoiceId}/credits/apply`, {}),
    once: { settled: 31_000, told: 1, credit: 0 },
    found: () =>
      counted(
        `select (select allocated_minor::int from invoice_settlements where invoice_id = $1) as settled,
                (select count(*)::int from events where name = 'credit.applied' and payload->>'invoiceId' = $1::text) as told,
                (select sum(amount_minor)::int from payments where company_id = $2)
                - (select sum(a.amount_minor)::int from allocations a join payments p on p.id = a.payment_id where p.company_id = $2) as credit`,
        [invoiceId, companyId],
      ),
  }
}

describe("thirty identical posts at once have one effect", () => {
  it.each([
    ["an invoice sent", sendIssued],
    ["an invoice issued", issue],
    ["a payment page opened", pay],
    ["a payment recorded", record],
    ["an invoice credited", credit],
    ["money that came by bank given back", refundByHand],
    ["money that came by card given back", refundByCard],
    ["a client's credit applied", applyCredit],
  ])("%s", oneEffect)
})

/** Two readers of an invoice pay it, each from a link of their own. */
async function payOrPay(): Promise<Race> {
  const { invoiceId, companyId } = await anIssuedInvoice(agency.owner)
  await sendInvoice(agency.owner, { invoiceId })
  const first = await tokenFor(agency, invoiceId)
  await anotherReader(agency, { invoiceId, companyId })
  const second = await tokenFor(agency, invoiceId)
  expect(second).not.toBe(first)
  return {
    posts: [
      { path: `/i/${first}/pay`, fields: {} },
      { path: `/i/${second}/pay`, fields: {} },
    ],
    async won() {
      const { opened } = await counted(
        "select count(*)::int as opened from checkouts where invoice_id = $1 and status in ('open', 'opening')",
        [invoiceId],
      )
      return `${opened} open`
    },
  }
}

/** One member issues a draft while another changes it. */
async function issueOrEdit(): Promise<Race> {
  const { invoiceId, companyId } = await aDraft(agency.owner)
  const facts = { companyId, title: "Changed", currency: "EUR", termsDays: "14", contactId: "", issueOn: "", dueOn: "" }
  const line = { name: "Workshop", quantity: "1", unitPrice: "2000", taxRate: "19" }
  const lines = Object.fromEntries(Object.entries(line).map(([name, value]) => [`lines[0].${name}`, value]))
  return {
    posts: [
      posted(`/invoices/${invoiceId}/issue`, { version: "1" }),
      posted(`/invoices/${invoiceId}/edit`, { version: "1", notes: "", ...facts, ...lines }),
    ],
    async won() {
      const { status, title, totalMinor, snapshot } = await getInvoice(agency.owner, { invoiceId })
      return [status, title, totalMinor, snapshot ? `printed ${snapshot.totalMinor}` : "not printed"].join(", ")
    },
  }
}

/** The agency credits the invoice while its client opens the payment page. */
async function creditOrPay(): Promise<Race> {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  await sendInvoice(agency.owner, { invoiceId })
  const token = await tokenFor(agency, invoiceId)
  return {
    posts: [
      posted(`/invoices/${invoiceId}/credit`, { scope: "all", reason: "Cancelled" }),
      { path: `/i/${token}/pay`, fields: {} },
    ],
    async won() {
      await untilNoJobWaits()
      const { credited, open } = await counted(
        `select (select credited_minor::int from invoice_settlements where invoice_id = $1) as credited,
                (select count(*)::int from checkouts where invoice_id = $1 and status in ('open', 'opening')) as open`,
        [invoiceId],
      )
      const payable = await counted(
        `select count(*)::int as pages from sandbox.objects o join checkouts c on c.session_id = o.id
         where c.invoice_id = $1 and o.data->>'status' = 'open'`,
        [invoiceId],
      )
      return `${credited} credited, ${open} pages open, ${payable.pages} payable`
    },
  }
}

/** A member gives a payment back while the client's bank disputes it. */
async function refundOrDispute(): Promise<Race> {
  const { invoiceId, paymentId, intent } = await aCardPayment()
  return {
    posts: [posted(refundPath(invoiceId, paymentId), { amount: "1190.00" })],
    meanwhile: () => sandbox(`/payments/${intent}/dispute`, {}).catch(() => null),
    async won() {
      await untilNoJobWaits()
      const { refunds, left } = await findRefunds(invoiceId, paymentId, intent)
      const { disputes } = await counted("select count(*)::int as disputes from disputes where invoice_id = $1", [
        invoiceId,
      ])
      return `${refunds! > 0 && disputes === 0 ? "given back" : "disputed"}, ${left} left`
    },
  }
}

/** One member takes a payment back that another gives back. */
async function reverseOrRefund(): Promise<Race> {
  const { invoiceId, paymentId } = await aBankPayment()
  return {
    posts: [
      posted(`/invoices/${invoiceId}/payments/${paymentId}/reverse`, { reason: "Wrong client" }),
      posted(refundPath(invoiceId, paymentId), { amount: "1190.00", refundedOn: today }),
    ],
    async won() {
      const { refunds, left } = await findRefunds(invoiceId, paymentId, null)
      const { reversed } = await counted("select count(*)::int as reversed from payments where reverses_id = $1", [
        paymentId,
      ])
      return `${reversed} reversed, ${refunds} given back, ${left} left`
    },
  }
}

describe("of two acts at once that exclude each other, one happens", () => {
  it.each<[string, () => Promise<Race>, string[]]>([
    ["pay, pay", payOrPay, ["1 open"]],
    ["issue, edit", issueOrEdit, ["issued, Workshop, 119000, printed 119000", "draft, Changed, 238000, not printed"]],
    ["credit, pay", creditOrPay, ["119000 credited, 0 pages open, 0 payable"]],
    ["refund, dispute", refundOrDispute, ["given back, 0 left", "disputed, 0 left"]],
    ["reverse, refund", reverseOrRefund, ["1 reversed, 0 given back, 0 left", "0 reversed, 1 given back, 0 left"]],
  ])("%s", oneOfTwo)
})
