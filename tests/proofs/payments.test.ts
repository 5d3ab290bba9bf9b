import fc from "fast-check"
import pg from "pg"
import { beforeAll, describe, expect, it } from "vitest"
import { installationStripe, stripeFor } from "~/adapters/stripe.server"
import { bookMissed } from "~/payments/book-missed.server"
import { reconcileAccount } from "~/payments/reconcile-account.server"
import { webPool } from "~/platform/data/database.server"
import { aPaidInvoice } from "../support/paid-invoices"
import { sandbox, withPayments } from "../support/payments"
import { type Agency, anAgency, ourDatabase, rows } from "../support/world"
import { deliver, type Lie, lies, type Sending } from "./support/payment-deliveries"
import { type Copy, copyOf, finalOf, owedByStripe, type Story, storiesOf } from "./support/payment-stories"
import { part, size, tell } from "./support/proof"

/*
 * Claim 3. Whole lives of payments are recorded once at the payment service, with their events. Then each is lived again and
 * again under other names, its events told in another order, twice, late, after having been lost, and among lies: the books
 * must end alike every time, and with what the payment service has.
 */

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const cases = size(6, 10_000)
const lanes = size(1, 3)

type Lane = { agency: Agency; stories: Story[]; truths: Map<string, unknown> }

let ready: Lane[]

beforeAll(async () => {
  await withPayments()
  ready = []
  for (let lane = 0; lane < lanes; lane++) {
    const agency = await anAgency()
    const stories = await storiesOf(agency)
    const truths = new Map<string, unknown>()
    for (const story of stories) truths.set(story.name, await lived(await copyOf(story), story.events.map(inOrder)))
    ready.push({ agency, stories, truths })
  }
}, 600_000)

const inOrder = (_: unknown, event: number): Sending => ({ event, lie: null })

/** Lives a story: tells the events as they are sent, then again whatever could not be acted on, and answers how the books end. */
async function lived(copy: Copy, sendings: readonly Sending[]) {
  await deliver(copy, sendings)
  return finalOf(copy)
}

/** One way of telling a story's events: a shuffle with duplicates and lies, and some told only after they had been lost. */
const tellings = (story: Story) => {
  const count = story.events.length
  const honest = fc.record({
    order: fc.shuffledSubarray(
      story.events.map((_, event) => event),
      { minLength: count, maxLength: count },
    ),
    twice: fc.subarray(story.events.map((_, event) => event)),
    lost: fc.subarray(story.events.map((_, event) => event)),
    reversed: fc.boolean(),
    lies: fc.array(fc.record({ event: fc.nat(count - 1), lie: fc.constantFrom(...lies), at: fc.nat(3 * count) }), {
      maxLength: 4,
    }),
  })
  return honest.map(({ order, twice, lost, reversed, lies }) => {
    const first = (reversed ? order.toSorted((a, b) => b - a) : order).filter((event) => !lost.includes(event))
    const told: Sending[] = [...first, ...twice, ...lost].map((event) => ({ event, lie: null }))
    for (const { event, lie, at } of lies) told.splice(at % (told.length + 1), 0, { event, lie: lie as Lie })
    return told
  })
}

describe("payments (claim 3)", () => {
  it("end in one ledger, and in what the payment service has, in whatever way their events are told", async () => {
    let [told, lied] = [0, 0]
    const mine = part(Array.from({ length: cases }, (_, at) => at))
    await Promise.all(
      ready.map(async ({ stories, truths }, lane) => {
        for (const at of mine.filter((_, index) => index % lanes === lane)) {
          const story = stories[at % stories.length]!
          const [sendings] = fc.sample(tellings(story), { seed: seed + at, numRuns: 1 })
          const copy = await copyOf(story)
          const end = await lived(copy, sendings!)
          const which = `seed ${seed}, case ${at}, ${story.name}: ${JSON.stringify(sendings)}`
          expect(end, which).toEqual(truths.get(story.name))
          expect(end.bookedMinor, which).toBe(owedByStripe(copy))
          told += sendings!.length
          lied += sendings!.filter(({ lie }) => lie).length
        }
      }),
    )
    tell("Payments end in one ledger whatever way their events are told", {
      permutations: mine.length,
      told,
      lied,
      lanes,
      seed,
    })
  })

  it("end alike when events are lost for good and the night's comparison finds them", async () => {
    const nights = part(Array.from({ length: size(4, 300) }, (_, at) => at))
    const [lane] = ready
    const { stories, truths, agency } = lane!
    for (const at of nights) {
      const story = stories[at % stories.length]!
      const copy = await copyOf(story)
      const all = story.events.map(inOrder)
      const [kept] = fc.sample(fc.subarray(all, { maxLength: all.length - 1 }), { seed: seed + at, numRuns: 1 })
      await deliver(copy, kept!)
      await bookMissed(agency.system(new Date()), copy.listing, new Date(0))
      const end = await finalOf(copy)
      expect(end.entries, `seed ${seed}, night ${at}, ${story.name}`).toEqual(truthOf(truths, story).entries)
      expect(end.settledMinor).toBe(truthOf(truths, story).settledMinor)
    }
    tell("Lost events are found by the comparison", { nights: nights.length, seed })
  })

  it("are compared at night, and a difference that nobody can book is named", async () => {
    await forgetJobs()
    const agency = await anAgency()
    const { invoiceId, paymentIntentId } = await aPaidInvoice(agency)
    const night = () => reconcileAccount(agency.system(new Date()), {})
    expect(await night()).toEqual({ booked: 0, drifts: 0 })
    await stripeFor(installationStripe()!).refund({ paymentIntentId, amountMinor: 900, idempotencyKey: invoiceId })
    expect(await night()).toEqual({ booked: 1, drifts: 0 })
    expect(await night()).toEqual({ booked: 0, drifts: 0 })
    await sandbox(`/payments/${paymentIntentId}/dispute`, {})
    expect(await night()).toEqual({ booked: 1, drifts: 0 })
    const forged = "update sandbox.objects set data = jsonb_set(data, '{amount_received}', '999999') where id = $1"
    await rowsAbove(forged, [paymentIntentId])
    expect(await night()).toMatchObject({ drifts: 1 })
    const named = await rows<{ reason: string }>(agency, "select reason from problems where settled_at is null")
    expect(named).toEqual([{ reason: expect.stringContaining(paymentIntentId) }])
  })
})

type End = Awaited<ReturnType<typeof finalOf>>
const truthOf = (truths: Map<string, unknown>, { name }: Story) => truths.get(name) as End

const rowsAbove = (text: string, values: unknown[]) => webPool().query(text, values)

/** Mails and documents are no part of this proof. */
async function forgetJobs() {
  const { ownerUrl } = await ourDatabase()
  const client = new pg.Client(ownerUrl)
  await client.connect()
  await client.query("select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))")
  await client.end()
}
