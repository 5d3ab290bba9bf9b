import { createHash, timingSafeEqual } from "node:crypto"
import { eq, sql } from "drizzle-orm"
import { sandboxIdempotency } from "#db/schema/sandbox"
import { closeSession, expireDue, found, Refusal, refundPayment, type Teller } from "./payments.server"
import { type Answer, type Call, type FormValue, readForm } from "./request.server"
import { readSession } from "./session-form.server"
import {
  findObject,
  listEvents,
  listObjects,
  newStripeId,
  type ObjectKind,
  type Store,
  type StoredObject,
  saveObject,
} from "./store.server"
import { answered, type RefundObject } from "./stripe-objects"

/** What the API needs to answer: tables, key, where events go, and the address of the payment page for a name the app is known by. */
export type StripeApi = {
  store: Store
  key: string
  teller(): Teller
  pageOrigin(appHost: string): string
}

type Request = { api: StripeApi; store: Store; id: string; form: Record<string, FormValue>; query: URLSearchParams }
type Route = { method: "GET" | "POST"; path: RegExp; run(request: Request): Promise<object> }

const session = "/v1/checkout/sessions"

const routes: Route[] = [
  { method: "POST", path: new RegExp(`^${session}$`), run: openSession },
  {
    method: "GET",
    path: new RegExp(`^${session}$`),
    run: ({ store, query }) => listOf(store, "checkout.session", query, ["payment_intent"]),
  },
  { method: "GET", path: new RegExp(`^${session}/([^/]+)$`), run: (request) => one("checkout.session", request) },
  {
    method: "POST",
    path: new RegExp(`^${session}/([^/]+)/expire$`),
    run: ({ api, store, id }) => closeSession(store, api.teller(), id),
  },
  {
    method: "GET",
    path: /^\/v1\/payment_intents$/,
    run: ({ store, query }) => listOf(store, "payment_intent", query, []),
  },
  {
    method: "GET",
    path: /^\/v1\/disputes$/,
    run: ({ store, query }) => listOf(store, "dispute", query, ["payment_intent", "charge"]),
  },
  { method: "GET", path: /^\/v1\/disputes\/([^/]+)$/, run: (request) => one("dispute", request) },
  { method: "GET", path: /^\/v1\/payment_intents\/([^/]+)$/, run: (request) => one("payment_intent", request) },
  { method: "GET", path: /^\/v1\/charges\/([^/]+)$/, run: (request) => one("charge", request) },
  { method: "POST", path: /^\/v1\/refunds$/, run: refund },
  {
    method: "GET",
    path: /^\/v1\/refunds$/,
    run: ({ store, query }) => listOf(store, "refund", query, ["payment_intent", "charge"]),
  },
  { method: "GET", path: /^\/v1\/refunds\/([^/]+)$/, run: (request) => one("refund", request) },
  { method: "GET", path: /^\/v1\/events$/, run: events },
  { method: "GET", path: /^\/v1\/events\/([^/]+)$/, run: event },
]

/** Answers a call to /v1 as Stripe's API does; null when Stripe has no such address that we play. */
export async function answerStripe(api: StripeApi, call: Call): Promise<Answer | null> {
  const route = routes.find((one) => one.method === call.method && one.path.test(call.path))
  if (!route) return null
  const headers = {
    "Request-Id": newStripeId("req_", 14),
    "Stripe-Version": String(call.headers["stripe-version"] ?? ""),
  }
  try {
    if (!isKey(api.key, call)) throw new Refusal("Invalid API Key provided.", null, 401)
    await expireDue(api.store, api.teller())
    const answer =
      call.method === "POST" ? await onceForKey(api, call, route) : { json: await run(api, api.store, call, route) }
    return {
      status: 200,
      json: answer.json,
      headers: { ...headers, ...("replayed" in answer ? { "Idempotent-Replayed": "true" } : {}) },
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { message, param, code, type } = error
    return {
      status: error.status,
      headers,
      json: { error: { type, message, ...(param ? { param } : {}), ...(code ? { code } : {}) } },
    }
  }
}

function isKey(key: string, call: Call): boolean {
  const given = Buffer.from(call.headers.authorization ?? "")
  const right = Buffer.from(`Bearer ${key}`)
  return given.length === right.length && timingSafeEqual(given, right)
}

async function run(api: StripeApi, store: Store, call: Call, route: Route): Promise<object> {
  const id = decodeURIComponent(route.path.exec(call.path)?.[1] ?? "")
  const object = await route.run({
    api,
    store,
    id,
    form: readForm(call.body) as Record<string, FormValue>,
    query: call.query,
  })
  return "id" in object ? answered(object as StoredObject) : object
}

/** The same key gives the same answer once the first call was carried out; other parameters under it are refused, and so is a second call while the first runs. */
async function onceForKey(api: StripeApi, call: Call, route: Route): Promise<{ json: object; replayed?: true }> {
  const key = call.headers["idempotency-key"]
  if (typeof key !== "string" || key === "") return { json: await run(api, api.store, call, route) }
  const requestHash = createHash("sha256").update(`${call.path}\n${call.body}`).digest("hex")
  return api.store.transaction(async (tx) => {
    const { rows } = await tx.execute<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${key}, 7)) as free`,
    )
    if (!rows[0]?.free) {
      const message = `There is currently another in-progress request using this Idempotent Key (${key}).`
      throw new Refusal(message, null, 409, "idempotency_key_in_use", "idempotency_error")
    }
    const [first] = await tx.select().from(sandboxIdempotency).where(eq(sandboxIdempotency.key, key))
    if (first) {
      if (first.requestHash === requestHash) return { json: first.body, replayed: true }
      const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`
      throw new Refusal(message, null, 400, null, "idempotency_error")
    }
    const json = await run(api, tx, call, route)
    await tx
      .insert(sandboxIdempotency)
      .values({ key, requestHash, status: 200, body: json as Record<string, unknown>, createdAt: api.teller().now })
    return { json }
  })
}

async function openSession({ api, store, form }: Request): Promise<StoredObject> {
  const now = api.teller().now
  const opened = readSession(form, newStripeId("cs_test_", 58), now)
  const url = `${api.pageOrigin(new URL(opened.success_url).hostname)}/checkout/${opened.id}`
  await saveObject(store, { ...opened, url })
  return { ...opened, url }
}

async function refund({ api, store, form }: Request): Promise<RefundObject> {
  const text = (name: string) => (typeof form[name] === "string" ? (form[name] as string) : undefined)
  const amount = text("amount")
  if (amount !== undefined && !/^[1-9]\d{0,11}$/.test(amount)) throw new Refusal("Invalid integer: amount", "amount")
  const metadata = (form.metadata ?? {}) as Record<string, string>
  const order = {
    paymentIntent: text("payment_intent"),
    charge: text("charge"),
    amount: amount ? Number(amount) : undefined,
    metadata,
  }
  return refundPayment(store, api.teller(), order)
}

/** One object, with what `expand[]` asks for put in the place of its id. */
async function one(kind: ObjectKind, { store, id, query }: Request): Promise<StoredObject> {
  const object = answered(await found(store, kind, id))
  await expand(store, object, query)
  return object
}

async function expand(store: Store, object: StoredObject, query: URLSearchParams) {
  const kinds: Record<string, ObjectKind> = {
    latest_charge: "charge",
    payment_intent: "payment_intent",
    charge: "charge",
  }
  for (const [name, path] of query) {
    const field = path.replace(/^data\./, "")
    const reference = object[field]
    const expanded = kinds[field]
    if (!/^expand\[\d*\]$/.test(name) || !expanded || typeof reference !== "string") continue
    object[field] = await findObject(store, expanded, reference)
  }
}

async function listOf(store: Store, kind: ObjectKind, query: URLSearchParams, filters: string[]): Promise<object> {
  const where = Object.fromEntries(filters.flatMap((name) => (query.has(name) ? [[name, query.get(name)!]] : [])))
  const since = Number(query.get("created[gte]") ?? 0)
  const all = (await listObjects(store, kind, where, 100_000)).filter(({ created }) => created >= since)
  const page = pageOf(all.map(answered), query, `/v1/${kind}s`)
  for (const object of page.data) await expand(store, object, query)
  return page
}

async function events({ store, query }: Request): Promise<object> {
  const all = await listEvents(store, { type: query.get("type") ?? undefined })
  return pageOf(all.map((event) => event.data as StoredObject).reverse(), query, "/v1/events")
}

async function event({ store, id }: Request): Promise<object> {
  const event = (await listEvents(store)).find((one) => one.id === id)
  if (!event) throw new Refusal(`No such event: '${id}'`, "id", 404, "resource_missing")
  return event.data
}

/** A page of a list, newest first, as Stripe cuts them. */
function pageOf(all: StoredObject[], query: URLSearchParams, url: string) {
  const limit = Math.min(100, Math.max(1, Number(query.get("limit") ?? 10) || 10))
  const after = all.findIndex((object) => object.id === query.get("starting_after")) + 1
  const data = all.slice(after, after + limit)
  return { object: "list", url, has_more: after + limit < all.length, data }
}
