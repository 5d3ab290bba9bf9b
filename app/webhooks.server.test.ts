import pg from "pg"
import { beforeAll, describe, expect, it } from "vitest"
import { organizations } from "#db/schema/organizations"
import { openCheckout } from "~/payments/open-checkout.server"
import { listProblems } from "~/payments/problem-queries.server"
import { processProblem } from "~/payments/process-problem.server"
import { sealStripe } from "~/payments/stripe-account.server"
import { transact, webPool } from "~/platform/data/database.server"
import {
  anEvent,
  aSentInvoice,
  booksOf,
  payOn,
  post,
  sandbox,
  sessionOf,
  signed,
  withPayments,
} from "../tests/support/payments"
import { type Agency, anAgency, ourDatabase, runJobs } from "../tests/support/world"

const here = "/webhooks/stripe"
let agency: Agency

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

type Kept = { type: string; account: string; outcome: string | null; processed_at: Date | null }

/** What the inbox keeps of an event. */
async function kept(body: string): Promise<Kept[]> {
  const { ownerUrl } = await ourDatabase()
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    const { rows } = await client.query<Kept>("select * from webhook_inbox where event_id = $1", [JSON.parse(body).id])
    return rows
  } finally {
    await client.end()
  }
}

describe("the door for payment events", () => {
  it("keeps a signed event before it answers, and keeps it once", async () => {
    const body = anEvent("payment_intent.created", { id: "pi_1", object: "payment_intent" })
    expect(await post(here, body, signed(body))).toBe(200)
    expect(await post(here, body, signed(body))).toBe(200)
    expect(await kept(body)).toMatchObject([{ type: "payment_intent.created", account: "installation", outcome: null }])
    await runJobs()
    expect(await kept(body)).toMatchObject([{ outcome: "ignored" }])
  })

  it("told again of an event that could not be processed, sets to work on it again", async () => {
    const body = anEvent("payment_intent.created", { id: "pi_again", object: "payment_intent" })
    expect(await post(here, body, signed(body))).toBe(200)
    await runJobs()
    const { id } = JSON.parse(body) as { id: string }
    await webPool().query("update webhook_inbox set processed_at = null, outcome = null where event_id = $1", [id])
    expect(await post(here, body, signed(body))).toBe(200)
    await runJobs()
    expect(await kept(body)).toMatchObject([{ outcome: "ignored" }])
  })

  it("keeps an event once although it is told many times at once", async () => {
    const body = anEvent("checkout.session.completed", { id: "cs_test_nobody", object: "checkout.session" })
    const statuses = await Promise.all(Array.from({ length: 8 }, () => post(here, body, signed(body))))
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(await kept(body)).toHaveLength(1)
  })

  it("refuses what Stripe did not sign: another secret, another body, an old signature, and none", async () => {
    const body = anEvent("checkout.session.completed", { id: "cs_test_forged", object: "checkout.session" })
    const forged: [string, string][] = [
      [body, signed(body, "whsec_another")],
      [`${body} `, signed(body)],
      [body, signed(body, undefined, 301)],
      [body, ""],
      [body, "t=1,v1=00"],
      ["no json", signed("no json")],
    ]
    for (const [sent, signature] of forged) expect(await post(here, sent, signature)).toBe(400)
    expect(await kept(body)).toEqual([])
  })

  it("takes events of kinds and shapes nobody here knows, also without an id", async () => {
    const odd = [
      anEvent("balance.available", { object: "balance" }),
      anEvent("brand.new", { id: "x", object: "new", deep: [] }),
    ]
    for (const body of odd) expect(await post(here, body, signed(body))).toBe(200)
    await runJobs()
    for (const body of odd) expect(await kept(body)).toMatchObject([{ outcome: "ignored" }])
  })

  it("keeps an event about a payment page that nobody opened, and does nothing", async () => {
    const page = { id: "cs_test_unknown", object: "checkout.session", payment_status: "paid", amount_total: 1 }
    const body = anEvent("checkout.session.completed", page)
    expect(await post(here, body, signed(body))).toBe(200)
    await runJobs()
    expect(await kept(body)).toMatchObject([{ outcome: "unknown" }])
  })
})

describe("an event of another account or mode", () => {
  /** A paid page of the agency's, told as if by another account or in another mode. */
  async function told(facts: { livemode?: boolean; account?: string }, path = here, secret?: string) {
    const { invoiceId, holder } = await aSentInvoice(agency)
    const session = sessionOf((await openCheckout(holder, { invoiceId })).url)
    await payOn(session)
    const [page] = (await sandbox<{ id: string }[]>("/sessions")).filter(({ id }) => id === session)
    const event = { ...JSON.parse(anEvent("checkout.session.completed", { ...page })), ...facts }
    const body = JSON.stringify(event)
    expect(await post(path, body, signed(body, secret))).toBe(200)
    expect(await post(path, body, signed(body, secret))).toBe(200)
    await runJobs()
    return { invoiceId, eventId: event.id as string }
  }
  const problem = async (eventId: string) =>
    (await listProblems(agency.owner, {})).rows.find(({ ref, kind }) => ref === eventId && kind === "event")

  it.each([
    ["in live mode, while the key is a test key", { livemode: true }, /in live mode.*nothing was booked/],
    ["of a connected account", { account: "acct_somebody" }, /connected account acct_somebody.*nothing was booked/],
    ["of a connected account in the other mode", { account: "acct_b", livemode: true }, /acct_b.*nothing was booked/],
  ])("%s is not booked and stands once among what has to be looked at", async (_, facts, reason) => {
    const { invoiceId, eventId } = await told(facts)
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 0, checkouts: ["open"] })
    const found = await problem(eventId)
    expect(found).toMatchObject({ reason: expect.stringMatching(reason), settledAt: null })
    expect(await processProblem(agency.owner, { problemId: found!.id })).toMatchObject({ problem: found!.reason })
    expect(await booksOf(agency, invoiceId)).toMatchObject({ settled: 0, payments: 0 })
  })

  it("about nothing that is ever booked, or naming nobody here, is kept and says nothing", async () => {
    const others = [
      JSON.stringify({
        ...JSON.parse(anEvent("customer.created", { id: "cus_1", object: "customer" })),
        account: "acct_1",
      }),
      anEvent("checkout.session.completed", { id: "cs_live_1", object: "checkout.session" }, true),
    ]
    await anAgency({ name: "Another" })
    for (const body of others) expect(await post(here, body, signed(body))).toBe(200)
    await runJobs()
    expect((await kept(others[0]!))[0]).toMatchObject({ account: "installation|acct_1", outcome: "ignored" })
    expect((await kept(others[1]!))[0]).toMatchObject({ account: "installation|live", outcome: "unknown" })
  })
})

describe("the door of an organization's own account", () => {
  const secret = "whsec_of_their_own"
  const key = "their-webhook-key"

  beforeAll(async () => {
    const { organizationId, owner } = agency
    const stripeSealed = sealStripe(organizationId, { secretKey: "sk_test_own", webhookSecret: secret })
    await transact({ organizationId, now: owner.now }, (db) =>
      db.update(organizations).set({ stripeKey: key, stripeSealed }),
    )
  })

  it("is found by its key and believes its own secret alone", async () => {
    const body = anEvent("checkout.session.expired", { id: "cs_test_own", object: "checkout.session" })
    expect(await post(`${here}/${key}`, body, signed(body))).toBe(400)
    expect(await post(here, body, signed(body, secret))).toBe(400)
    expect(await post(`${here}/${key}`, body, signed(body, secret))).toBe(200)
    expect(await kept(body)).toMatchObject([{ account: agency.organizationId }])
  })

  it("has an event of its other mode among its own problems", async () => {
    const body = anEvent("checkout.session.completed", { id: "cs_live_own", object: "checkout.session" }, true)
    expect(await post(`${here}/${key}`, body, signed(body, secret))).toBe(200)
    await runJobs()
    const { rows: found } = await listProblems(agency.owner, {})
    expect(found.map(({ ref }) => ref)).toContain(JSON.parse(body).id)
  })

  it("cannot speak of another organization's payments", async () => {
    const other = await anAgency({ name: "Southlight" })
    const { invoiceId, holder } = await aSentInvoice(other)
    const session = sessionOf((await openCheckout(holder, { invoiceId })).url)
    await payOn(session)
    const [page] = (await sandbox<{ id: string }[]>("/sessions")).filter(({ id }) => id === session)
    const body = anEvent("checkout.session.completed", { ...page })
    expect(await post(`${here}/${key}`, body, signed(body, secret))).toBe(200)
    await runJobs()
    expect(await kept(body)).toMatchObject([{ outcome: "unknown" }])
    expect(await booksOf(other, invoiceId)).toMatchObject({ settled: 0, payments: 0, checkouts: ["open"] })
  })

  it("is not there for a key that nobody has", async () => {
    const body = anEvent("checkout.session.expired", { id: "cs_test_none", object: "checkout.session" })
    expect(await post(`${here}/nobody`, body, signed(body))).toBe(404)
  })
})
