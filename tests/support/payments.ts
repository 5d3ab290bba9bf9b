import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import express from "express"
import Stripe from "stripe"
import { z } from "zod"
import { installationStripe } from "~/adapters/stripe.server"
import { createAddress } from "~/companies/create-address.server"
import { createCompany } from "~/companies/create-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { draftInvoice } from "~/invoices/draft-invoice.server"
import { invoiceLink } from "~/invoices/invoice-link.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { sendInvoice } from "~/invoices/send-invoice.server"
import { command } from "~/platform/data/command.server"
import type { ClientContext } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { fillLinks, linkPlaceholder, tokenOf } from "~/platform/security/links.server"
import { webhooks } from "~/webhooks.server"
import { atEndOfFile } from "./end-of-file"
import { type Agency, linkHolder, rows, runJobs, withSandbox } from "./world"

/*
 * Paying, as it goes between three: the client who holds a link, the payment service (the sandbox), and the program, whose
 * door for events listens where the sandbox posts. Events are held back, and told when a test says so.
 */

const origin = (offset: number) => `http://127.0.0.1:${Number(process.env.PORT) + offset}`

/** An event of the payment service, as its list shows it. */
export type ToldEvent = { id: string; type: string }

let door: Promise<() => Promise<void>> | null = null

async function openDoor() {
  const app = express()
  for (const [path, handler] of Object.entries(webhooks)) app.post(path, express.raw({ type: () => true }), handler())
  const server = createServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(Number(process.env.PORT), "127.0.0.1", resolve)
  })
  return () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
}

async function closeDoor() {
  const opened = await door
  door = null
  await opened?.()
}

/** Starts the sandbox with its events held back, and the program's door for them. */
export async function withPayments(): Promise<void> {
  await withSandbox()
  atEndOfFile(closeDoor)
  door ??= openDoor()
  await door
  await sandbox("/hold", { on: true })
}

/** Steers the sandbox by its own API. */
export async function sandbox<Answer = unknown>(path: string, body?: unknown): Promise<Answer> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }
  const response = await fetch(`${origin(1)}/sandbox-api${path}`, init)
  const answer = (await response.json()) as Answer
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`)
  return answer
}

/** Posts to the program's door for events as anybody could. Answers with the status. */
export async function post(path: string, body: string, signature: string): Promise<number> {
  const headers = { "Content-Type": "application/json", "Stripe-Signature": signature }
  const response = await fetch(`${origin(0)}${path}`, { method: "POST", body, headers })
  await response.arrayBuffer()
  return response.status
}

/** The payment page's id, which its address ends with. */
export const sessionOf = (url: string | null): string => new URL(url ?? "").pathname.split("/").at(-1) ?? ""

/** Pays on a payment page: by card at once, by debit later. */
export const payOn = (session: string, method: "card" | "sepa_debit" = "card") =>
  sandbox<{ status: string }>(`/sessions/${session}/pay`, { method })

/** The bank decides on a debit. */
export const settleOn = (session: string, outcome: "succeeded" | "failed") =>
  sandbox(`/sessions/${session}/settle`, { outcome })

/** An event in Stripe's own form about an object, as its servers would post it. */
export const anEvent = (type: string, object: Record<string, unknown>, livemode = false) =>
  JSON.stringify({
    id: `evt_${randomUUID()}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(Date.now() / 1000),
    data: { object },
    livemode,
    type,
  })

/** Stripe's signature of a body, by its own SDK; `age` in seconds. */
export const signed = (payload: string, secret = installationStripe()!.webhookSecret, age = 0) =>
  stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(Date.now() / 1000) - age })

const stripe = new Stripe("sk_test_none")

/** What has happened on a payment page, in order. */
export const eventsOf = (session: string) => sandbox<ToldEvent[]>(`/events?object=${session}`)

/** Tells the program of events, in the order given, and has it do what follows. Answers with the statuses. */
export async function tell(...events: ToldEvent[]): Promise<number[]> {
  const told = await sandbox<{ status: number }[]>("/deliver", { events: events.map(({ id }) => id) })
  await runJobs()
  return told.map(({ status }) => status)
}

/** An issued and sent invoice of 119.00 EUR (or `net` and 19 %), with its client's link. */
export async function aSentInvoice(agency: Agency, { net = "100", client = "Ana Müller" } = {}) {
  const { owner } = agency
  const { companyId } = await createCompany(owner, { name: "Café Müller GmbH" })
  await createAddress(owner, { companyId, line1: "Hauptstr. 1", postalCode: "10115", city: "Berlin", country: "DE" })
  const email = `${client.split(" ")[0]!.toLowerCase()}.${companyId.slice(-6)}@cafe.example`
  const emails = [{ label: "work", email }]
  const { contactId } = await createContact(owner, { name: client, emails, phones: [], companyId })
  const lines = [{ name: "Design", unitPrice: net, taxRate: "19" }]
  const draft = { companyId, contactId, title: "Design", currency: "EUR", termsDays: 14, lines }
  const { invoiceId } = await draftInvoice(owner, draft)
  await issueInvoice(owner, { invoiceId, version: 1, send: false })
  await sendInvoice(owner, { invoiceId })
  await runJobs()
  const token = await tokenFor(agency, invoiceId)
  return { invoiceId, companyId, contactId, email, token, holder: await linkHolder(token, owner.now) }
}

/** The token of the newest link to an invoice. */
export async function tokenFor(agency: Agency, invoiceId: Id<"invoices">): Promise<string> {
  const [link] = await rows<{ id: string; organization_id: string; token_sealed: string }>(
    agency,
    "select id, organization_id, token_sealed from links where object_id = $1 order by created_at desc, id desc limit 1",
    [invoiceId],
  )
  return tokenOf({
    id: link!.id as Id<"links">,
    organizationId: link!.organization_id as Id<"organizations">,
    purpose: "invoice",
    tokenSealed: link!.token_sealed,
  })
}

/** How an invoice stands in the books: what is settled, how many payments there are, and its receipts. */
export async function booksOf(agency: Agency, invoiceId: Id<"invoices">) {
  const settled = "select allocated_minor::text as settled from invoice_settlements where invoice_id = $1"
  const paid =
    "select count(*)::int as count from payments p join checkouts c on c.id = p.checkout_id where c.invoice_id = $1"
  const mails = "select purpose, to_email, subject from mails where about->>'invoiceId' = $1 order by created_at, id"
  const told = "select name from events where payload->>'invoiceId' = $1 order by id"
  const tries = "select status from checkouts where invoice_id = $1 order by attempt"
  const values = [invoiceId]
  return {
    settled: Number((await rows<{ settled: string }>(agency, settled, values))[0]!.settled),
    payments: (await rows<{ count: number }>(agency, paid, values))[0]!.count,
    mails: (await rows<{ purpose: string }>(agency, mails, values)).map(({ purpose }) => purpose),
    events: (await rows<{ name: string }>(agency, told, values)).map(({ name }) => name),
    checkouts: (await rows<{ status: string }>(agency, tries, values)).map(({ status }) => status),
  }
}

/** Somebody else at the client, with a link of their own to the invoice. */
export async function anotherReader(
  agency: Agency,
  { invoiceId, companyId }: { invoiceId: Id<"invoices">; companyId: Id<"companies"> },
): Promise<ClientContext> {
  const email = `boss.${invoiceId.slice(-6)}@cafe.example`
  const emails = [{ label: "work", email }]
  const { contactId } = await createContact(agency.owner, { name: "Bo Boss", emails, phones: [], companyId })
  const giveLink = command({
    name: "create-link",
    actors: ["system"],
    input: z.object({}),
    async step(ctx) {
      const linkId = await invoiceLink(ctx, { id: invoiceId }, { contactId, name: "Bo Boss", email })
      ctx.record("link.used", { linkId, invoiceId, use: "fetched" })
      return { address: await fillLinks(ctx, linkPlaceholder(linkId)) }
    },
  })
  const { address } = await giveLink(agency.system(), {})
  return linkHolder(new URL(address).pathname.split("/").at(-1)!)
}
