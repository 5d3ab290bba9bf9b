import { createHmac, type KeyObject } from "node:crypto"
import { request } from "node:http"
import { eq, sql } from "drizzle-orm"
import type { Logger } from "pino"
import { sandboxDeliveries } from "#db/schema/sandbox"
import { signedHeaders, tellMailEvents, untilNextMailEvent } from "./mail-events.server"
import { expireDue } from "./payments.server"
import { findEvent, isOn, type Store } from "./store.server"

/** Where webhooks go: connected to over loopback, under the host the app is known by. */
export type Receiver = { url: string; host: string; https: boolean }

export type Deliveries = {
  /** Something new is to be told. */
  kick(): void
  /** Tells an event now, whatever is held back, and answers with the app's status (0: no answer). */
  deliverNow(eventId: string): Promise<number>
  stop(): Promise<void>
}

type Options = {
  store: Store
  receiver: Receiver
  secret: string
  /** Where reports on mails go, and what they are signed with. */
  mails: { url: string; key: KeyObject }
  now: () => Date
  log: Pick<Logger, "warn">
}

const patience = 20_000
const mostAttempts = 40
const idleMilliseconds = 15_000

/** Stripe's signature of a body: HMAC-SHA-256 over "time.body", time in Unix seconds. */
export function signatureOf(body: string, secret: string, now: Date): string {
  const time = Math.floor(now.getTime() / 1000)
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`
}

/** After how many milliseconds a refused event is told again: one second, doubling to five minutes. */
export const pauseAfter = (attempts: number) => Math.min(300_000, 1000 * 2 ** Math.min(20, attempts - 1))

/** Tells events one after the other in the order in which they happened, again until each is taken; what a stopped process left is told by the next. */
export function startDeliveries(options: Options): Deliveries {
  const sleeper = newSleeper()
  let stopped = false
  const rounds = async () => {
    while (!stopped) {
      const wait = await round(options, () => stopped)
      if (!stopped) await sleeper.sleep(wait)
    }
  }
  const running = rounds()
  return {
    kick: sleeper.wake,
    deliverNow: (eventId) => deliver(options, eventId),
    async stop() {
      stopped = true
      sleeper.wake()
      await running
    },
  }
}

/** Sleeps until woken or until the time is up, without keeping the process alive; a call while awake shortens the next sleep. */
function newSleeper() {
  let woken = false
  let wakeNow = () => {}
  return {
    wake() {
      woken = true
      wakeNow()
    },
    async sleep(milliseconds: number) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds).unref()
          wakeNow = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      woken = false
    },
  }
}

/** Tells everything that is due; answers with the milliseconds until there is more to do. */
async function round(options: Options, stopped: () => boolean): Promise<number> {
  const { store, receiver, now, log } = options
  try {
    await expireDue(store, { url: receiver.url, now: now() })
    let told = true
    while (told && !stopped()) told = await deliverNext(options)
    await tellMailEvents(store, now, pauseAfter, (body) => reportMails(options, body))
    const waits = [await untilNextDue(store, now()), await untilNextMailEvent(store, now())]
    return Math.min(idleMilliseconds, ...waits.map((wait) => wait ?? idleMilliseconds))
  } catch (error) {
    log.warn({ error }, "the sandbox could not look after its events")
    return 1000
  }
}

/** Tells the event that waits longest; false when none is due. Whoever takes it has it for itself for a while, also past a crash. */
async function deliverNext(options: Options): Promise<boolean> {
  const { store, now } = options
  if (await isOn(store, "hold")) return false
  const at = now()
  const lease = new Date(at.getTime() + patience + 10_000).toISOString()
  const { rows } = await store.execute<{ id: string; event_id: string; attempts: number }>(sql`
    update sandbox.deliveries set attempts = attempts + 1, due_at = ${lease} where id = (
      select id from sandbox.deliveries where delivered_at is null and due_at <= ${at.toISOString()} and attempts < ${mostAttempts}
      order by id limit 1 for update skip locked
    ) returning id, event_id, attempts`)
  const [next] = rows
  if (!next) return false
  const status = await post(options, next.event_id)
  const dueAt = new Date(now().getTime() + pauseAfter(next.attempts))
  const outcome = isTaken(status) ? { deliveredAt: now(), lastStatus: status } : { dueAt, lastStatus: status }
  await store
    .update(sandboxDeliveries)
    .set(outcome)
    .where(eq(sandboxDeliveries.id, Number(next.id)))
  return true
}

const isTaken = (status: number) => status >= 200 && status < 300

async function deliver(options: Options, eventId: string): Promise<number> {
  const status = await post(options, eventId)
  if (isTaken(status)) {
    await options.store
      .update(sandboxDeliveries)
      .set({ deliveredAt: options.now(), lastStatus: status, attempts: sql`attempts + 1` })
      .where(eq(sandboxDeliveries.eventId, eventId))
  }
  return status
}

async function post(options: Options, eventId: string): Promise<number> {
  const { store, receiver, secret, now } = options
  const event = await findEvent(store, eventId)
  if (!event) return 0
  const body = JSON.stringify(event.data)
  return postTo(options, receiver.url, body, {
    "Stripe-Signature": signatureOf(body, secret, now()),
    "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
  })
}

const reportMails = (options: Options, body: string) =>
  postTo(options, options.mails.url, body, {
    ...signedHeaders(body, options.mails.key, options.now()),
    "User-Agent": "SendGrid Event API",
  })

function postTo({ receiver }: Options, url: string, body: string, own: Record<string, string>): Promise<number> {
  const headers = {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    ...own,
    Host: receiver.host,
    ...(receiver.https ? { "X-Forwarded-Proto": "https" } : {}),
  }
  return new Promise((resolve) => {
    const sent = request(url, { method: "POST", headers, timeout: patience }, (response) => {
      response.resume()
      response.once("close", () => resolve(response.statusCode ?? 0))
    })
    sent.once("timeout", () => sent.destroy())
    sent.once("error", () => resolve(0))
    sent.end(body)
  })
}

/** Milliseconds until an event is due again; null when none waits. */
async function untilNextDue(store: Store, now: Date): Promise<number | null> {
  if (await isOn(store, "hold")) return null
  const { rows } = await store.execute<{ wait: string | null }>(sql`
    select extract(epoch from min(due_at) - ${now.toISOString()}::timestamptz) * 1000 as wait
    from sandbox.deliveries where delivered_at is null and attempts < ${mostAttempts}`)
  const wait = rows[0]?.wait
  return wait === null || wait === undefined ? null : Math.max(10, Math.ceil(Number(wait)))
}
