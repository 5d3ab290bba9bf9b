import { installationStripe, type StripeListing, stripeFor } from "~/adapters/stripe.server"
import { openCheckout } from "~/payments/open-checkout.server"
import { webPool } from "~/platform/data/database.server"
import { type Id, newId } from "~/platform/language/ids"
import { aSentInvoice, payOn, sandbox, sessionOf, settleOn } from "../../support/payments"
import { type Agency, rows } from "../../support/world"

type Json = Record<string, unknown>
type Stored = { kind: string; id: string; data: Json }

/** A life of an invoice's payments as the payment service recorded it: its events in order, and its objects at the end. */
export type Story = {
  name: string
  agency: Agency
  invoiceId: Id<"invoices">
  attempts: string[]
  events: Json[]
  objects: Stored[]
}

/** The same life under other names. */
export type Copy = {
  agency: Agency
  invoiceId: string
  suffix: string
  events: Json[]
  objects: Stored[]
  listing: StripeListing
}

type Steps = (page: { pay(method?: "card" | "sepa_debit"): Promise<Paid> }) => Promise<void>
type Paid = { session: string; intent(): Promise<string> }

const stripe = () => stripeFor(installationStripe()!)
let refunds = 0
const refund = (paymentIntentId: string, amountMinor: number) =>
  stripe().refund({ paymentIntentId, amountMinor, idempotencyKey: `story-${++refunds}` })
const dispute = (intent: string) => sandbox<{ id: string }>(`/payments/${intent}/dispute`, {})
const close = (id: string, outcome: "won" | "lost") => sandbox(`/disputes/${id}/close`, { outcome })

/** What happens in each life. */
const plots: Record<string, Steps> = {
  "card, two refunds of which one fails later": async ({ pay }) => {
    const intent = await (await pay()).intent()
    await refund(intent, 1_900)
    const failing = await refund(intent, 5_000)
    await sandbox(`/refunds/${failing.id}/fail`, {})
  },
  "debit that arrives, disputed and won": async ({ pay }) => {
    const paid = await pay("sepa_debit")
    await settleOn(paid.session, "succeeded")
    await close((await dispute(await paid.intent())).id, "won")
  },
  "debit that bounces, then a card": async ({ pay }) => {
    await settleOn((await pay("sepa_debit")).session, "failed")
    await pay()
  },
  "two tabs that both pay, the second given back": async ({ pay }) => {
    await pay()
    await refund(await (await pay()).intent(), 11_900)
  },
  "two tabs that both pay, the first disputed and lost": async ({ pay }) => {
    const first = await pay()
    await pay("card")
    await close((await dispute(await first.intent())).id, "lost")
  },
  "card, refunded in part, the rest disputed and lost": async ({ pay }) => {
    const intent = await (await pay()).intent()
    await refund(intent, 4_000)
    await close((await dispute(intent)).id, "lost")
  },
}

/** Records every life once, with the events held back. */
export async function storiesOf(agency: Agency): Promise<Story[]> {
  const stories: Story[] = []
  for (const [name, steps] of Object.entries(plots)) stories.push(await record(agency, name, steps))
  return stories
}

async function record(agency: Agency, name: string, steps: Steps): Promise<Story> {
  const { invoiceId, holder } = await aSentInvoice(agency)
  const before = await objectIds()
  const from = await lastPosition()
  let opened = 0
  await steps({
    async pay(method = "card") {
      const session =
        opened++ === 0
          ? sessionOf((await openCheckout(holder, { invoiceId })).url)
          : await anotherPage(agency, invoiceId)
      await payOn(session, method)
      return { session, intent: async () => (await stripe().retrieveSession(session)).paymentIntentId ?? "" }
    },
  })
  const events = await query<{ data: Json }>("select data from sandbox.events where position > $1 order by position", [
    from,
  ])
  const objects = await query<Stored>("select kind, id, data from sandbox.objects where not (id = any($1))", [before])
  const attempts = await rows<{ id: string }>(agency, "select id from checkouts where invoice_id = $1", [invoiceId])
  return {
    name,
    agency,
    invoiceId,
    attempts: attempts.map(({ id }) => id),
    events: events.map(({ data }) => data),
    objects,
  }
}

/** A second page of the same invoice, which the program itself would not open while the first one may still charge. */
export async function anotherPage(agency: Agency, invoiceId: string): Promise<string> {
  const id = newId<"checkouts">()
  const { id: session } = await stripe().openCheckoutSession({
    ...{ amountMinor: 11_900, currency: "EUR", description: "Invoice", idempotencyKey: id },
    invoiceRef: { organization: agency.organizationId, invoice: invoiceId, attempt: id },
    ...{ successUrl: "http://127.0.0.1/", cancelUrl: "http://127.0.0.1/" },
    expiresAt: new Date(Date.now() + 23 * 3_600_000),
  })
  const change = { id, attempt: Math.floor(Math.random() * 1e9) + 10, session_id: session, idempotency_key: id }
  await write(agency, [like("checkouts", "invoice_id = $2", { ...change, payment_intent_id: null }, invoiceId)])
  return session
}

type Statement = { text: string; values: unknown[] }

/** Writes a row like another one. */
const like = (table: string, where: string, change: Json, value: string): Statement => ({
  text: `insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(t) || $1::jsonb)).* from ${table} t where ${where} limit 1`,
  values: [JSON.stringify(change), value],
})

let copies = 0

/** The same life once more: an invoice, attempts, objects and events of its own. */
export async function copyOf(story: Story): Promise<Copy> {
  const suffix = `x${(++copies).toString(36)}`
  const invoiceId = newId<"invoices">()
  const others = new Map<string, string>([
    [story.invoiceId, invoiceId],
    ...story.attempts.map((id): [string, string] => [id, newId()]),
  ])
  const renamed = <Value>(value: Value): Value => {
    const text = JSON.stringify(value).replace(/\b(?:evt|cs_test|pi|ch|re|dp|txn)_\w+/g, (id) => id + suffix)
    return JSON.parse([...others].reduce((all, [from, to]) => all.replaceAll(from, to), text)) as Value
  }
  const number = `${story.invoiceId.slice(-6)}-${suffix}`
  await write(story.agency, [
    like("invoices", "id = $2", { id: invoiceId, number, series_id: null, sequence: null }, story.invoiceId),
    like(
      "invoice_settlements",
      "invoice_id = $2",
      { invoice_id: invoiceId, allocated_minor: 0, credited_minor: 0, settled_at: null },
      story.invoiceId,
    ),
    ...story.attempts.map((id) => copiedAttempt(id, invoiceId, others.get(id)!, suffix)),
  ])
  const objects = renamed(story.objects)
  await query(
    "insert into sandbox.objects (kind, id, data, created_at) select kind, id, data, now() from jsonb_to_recordset($1) as t (kind text, id text, data jsonb)",
    [JSON.stringify(objects)],
  )
  return {
    agency: story.agency,
    invoiceId,
    suffix,
    events: renamed(story.events),
    objects,
    listing: listingOf(objects),
  }
}

const copiedAttempt = (id: string, invoiceId: string, copy: string, suffix: string): Statement => ({
  text: `insert into checkouts select (jsonb_populate_record(null::checkouts, to_jsonb(t) || $1::jsonb || jsonb_build_object('session_id', t.session_id || $3::text))).* from checkouts t where id = $2`,
  values: [
    JSON.stringify({ id: copy, invoice_id: invoiceId, status: "open", payment_intent_id: null, idempotency_key: copy }),
    id,
    suffix,
  ],
})

/** How the books end: every entry, what is settled, what is the client's credit, and where attempts, refunds and disputes stand. */
export async function finalOf({ agency, invoiceId, suffix }: Copy) {
  const [books] = await rows<
    Record<"settled" | "placed", string> & Record<"entries" | "refunded" | "disputed", Entry[]>
  >(
    agency,
    `select
      (select allocated_minor::text from invoice_settlements where invoice_id = $1) as settled,
      (select coalesce(sum(amount_minor), 0)::text from allocations where invoice_id = $1) as placed,
      ${listed("p.provider_ref", "p.amount_minor", "payments p join checkouts c on c.id = p.checkout_id where c.invoice_id = $1")} as entries,
      ${listed("provider_ref", "status", "refunds where invoice_id = $1")} as refunded,
      ${listed("provider_ref", "status", "disputes where invoice_id = $1")} as disputed`,
    [invoiceId],
  )
  const { settled, placed, entries, refunded, disputed } = books!
  const plain = (found: Entry[]) =>
    found.map(({ ref, minor }) => `${ref.replace(new RegExp(`${suffix}(?= |$)`), "")} ${minor}`).sort()
  const bookedMinor = entries.reduce((all, { minor }) => all + BigInt(minor), 0n)
  const settledMinor = BigInt(settled)
  if (settledMinor !== BigInt(placed)) throw new Error("The settlement is not what was placed")
  return {
    ...{ entries: plain(entries), refunds: plain(refunded), disputes: plain(disputed) },
    ...{ bookedMinor, settledMinor, creditMinor: bookedMinor - settledMinor },
  }
}

type Entry = { ref: string; minor: string }

const listed = (ref: string, minor: string, from: string) =>
  `(select coalesce(json_agg(json_build_object('ref', ${ref}, 'minor', ${minor}::text)), '[]') from ${from})`

/** What the payment service has of a life: received, less refunds that arrived, less what disputes took. */
export function owedByStripe({ listing }: Copy): bigint {
  const received = listing.payments.reduce((all, { receivedMinor }) => all + receivedMinor, 0)
  const back = listing.refunds.filter(({ status }) => status === "succeeded")
  const taken = listing.disputes.filter((each) => each.withdrawn && !each.reinstated)
  return BigInt([...back, ...taken].reduce((left, { amountMinor }) => left - amountMinor, received))
}

function listingOf(objects: Stored[]): StripeListing {
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind).map(({ data }) => data)
  return {
    payments: ofKind("payment_intent").map((data) => ({
      ...{ id: String(data.id), status: data.status as "succeeded", amountMinor: Number(data.amount) },
      ...{ receivedMinor: Number(data.amount_received), currency: String(data.currency).toUpperCase() },
      ...{ method: (data.payment_method_types as string[])[0] ?? null, chargeId: null, failure: null, livemode: false },
      metadata: data.metadata as Record<string, string>,
    })),
    refunds: ofKind("refund").map((data) => ({
      ...{ id: String(data.id), status: data.status as "succeeded", amountMinor: Number(data.amount), failure: null },
      ...{ currency: String(data.currency).toUpperCase(), paymentIntentId: String(data.payment_intent) },
      metadata: data.metadata as Record<string, string>,
    })),
    disputes: ofKind("dispute").map((data) => ({
      ...{ id: String(data.id), status: String(data.status), amountMinor: Number(data.amount), reason: "fraudulent" },
      ...{ currency: String(data.currency).toUpperCase(), paymentIntentId: String(data.payment_intent) },
      withdrawn: (data.balance_transactions as { amount: number }[]).some(({ amount }) => amount < 0),
      reinstated: (data.balance_transactions as { amount: number }[]).some(({ amount }) => amount > 0),
    })),
  }
}

async function write({ organizationId }: Agency, statements: Statement[]) {
  const client = await webPool().connect()
  try {
    await client.query("begin")
    await client.query("select set_config('app.organization_id', $1, true)", [organizationId])
    for (const { text, values } of statements) await client.query(text, values)
    await client.query("commit")
  } catch (error) {
    await client.query("rollback")
    throw error
  } finally {
    client.release()
  }
}

async function query<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
  return (await webPool().query<Row>(text, values)).rows
}

const objectIds = async () => (await query<{ id: string }>("select id from sandbox.objects", [])).map(({ id }) => id)
const lastPosition = async () =>
  (await query<{ last: string }>("select coalesce(max(position), 0) as last from sandbox.events", []))[0]!.last
