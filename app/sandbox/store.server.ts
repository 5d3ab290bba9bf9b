import { randomBytes } from "node:crypto"
import { and, asc, desc, eq, sql } from "drizzle-orm"
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres"
import type pg from "pg"
import { sandboxDeliveries, sandboxEvents, sandboxFaults, sandboxObjects, sandboxSwitches } from "#db/schema/sandbox"

/** A connection or a transaction on the sandbox's tables. */
export type Store = NodePgDatabase<Record<string, never>>

/** An object as the vendor's API answers it. */
export type StoredObject = { id: string; object: string; created: number; [field: string]: unknown }

/** The kinds of objects that are kept. */
export type ObjectKind = "checkout.session" | "payment_intent" | "charge" | "refund" | "dispute"

export const openStore = (pool: pg.Pool): Store => drizzle(pool)

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** An id as Stripe writes them: prefix and random letters. */
export function newStripeId(prefix: string, length = 24): string {
  return prefix + Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join("")
}

/** One object, or null. */
export async function findObject<T extends StoredObject>(
  store: Store,
  kind: ObjectKind,
  id: string,
): Promise<T | null> {
  const [row] = await store.select().from(sandboxObjects).where(at(kind, id))
  return (row?.data as T | undefined) ?? null
}

/** One object, held until the transaction ends, or null. */
export async function lockObject<T extends StoredObject>(
  store: Store,
  kind: ObjectKind,
  id: string,
): Promise<T | null> {
  const [row] = await store.select().from(sandboxObjects).where(at(kind, id)).for("update")
  return (row?.data as T | undefined) ?? null
}

const at = (kind: ObjectKind, id: string) => and(eq(sandboxObjects.kind, kind), eq(sandboxObjects.id, id))

/** Keeps an object, new or changed. */
export async function saveObject(store: Store, object: StoredObject): Promise<void> {
  const row = { kind: object.object, id: object.id, data: object, createdAt: new Date(object.created * 1000) }
  await store
    .insert(sandboxObjects)
    .values(row)
    .onConflictDoUpdate({ target: [sandboxObjects.kind, sandboxObjects.id], set: { data: object } })
}

/** Objects of a kind, newest first; `where` names fields of the object that must have these values. */
export async function listObjects<T extends StoredObject>(
  store: Store,
  kind: ObjectKind,
  where: Record<string, string> = {},
  limit = 100,
): Promise<T[]> {
  const rows = await store
    .select({ data: sandboxObjects.data })
    .from(sandboxObjects)
    .where(and(eq(sandboxObjects.kind, kind), sql`${sandboxObjects.data} @> ${JSON.stringify(where)}::jsonb`))
    .orderBy(desc(sandboxObjects.createdAt), asc(sandboxObjects.id))
    .limit(limit)
  return rows.map((row) => row.data as T)
}

export type StoredEvent = { id: string; type: string; objectId: string; createdAt: Date; data: Record<string, unknown> }

/** Events in the order in which they happened; `where` narrows by type or by the object's id. */
export async function listEvents(
  store: Store,
  where: { type?: string; objectId?: string } = {},
): Promise<StoredEvent[]> {
  const conditions = [
    where.type ? eq(sandboxEvents.type, where.type) : undefined,
    where.objectId ? eq(sandboxEvents.objectId, where.objectId) : undefined,
  ]
  return store
    .select()
    .from(sandboxEvents)
    .where(and(...conditions))
    .orderBy(asc(sandboxEvents.position))
}

/** One event, or null. */
export async function findEvent(store: Store, id: string): Promise<StoredEvent | null> {
  const [event] = await store.select().from(sandboxEvents).where(eq(sandboxEvents.id, id))
  return event ?? null
}

/** Notes what happened and that it is to be told to `url`. */
export async function addEvent(
  store: Store,
  type: string,
  object: StoredObject,
  url: string,
  now: Date,
): Promise<string> {
  const id = newStripeId("evt_")
  const data = {
    id,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(now.getTime() / 1000),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  }
  await store.insert(sandboxEvents).values({ id, type, objectId: object.id, data, createdAt: now })
  await store.insert(sandboxDeliveries).values({ eventId: id, url, dueAt: now })
  return id
}

/** Whether a switch is on. */
export async function isOn(store: Store, name: "hold"): Promise<boolean> {
  const [row] = await store.select().from(sandboxSwitches).where(eq(sandboxSwitches.name, name))
  return row?.on ?? false
}

/** Turns a switch. */
export async function turn(store: Store, name: "hold", on: boolean): Promise<void> {
  const target = sandboxSwitches.name
  await store.insert(sandboxSwitches).values({ name, on }).onConflictDoUpdate({ target, set: { on } })
}

/** How a call may be made to fail. `lost` does the work and loses the answer, `stall` does it and never answers; `reset` breaks off before; `hang` never answers. */
export const faultKinds = ["500", "429", "garbage", "hang", "reset", "lost", "stall"] as const
export type FaultKind = (typeof faultKinds)[number]

/** The services that can be made to fail. */
export const services = ["stripe", "sendgrid", "openai"] as const
export type Service = (typeof services)[number]

/** Orders failures: the next calls to a service whose path begins so. */
export async function addFault(
  store: Store,
  fault: { service: Service; path: string; kind: FaultKind; times: number },
) {
  const { service, path, kind, times: remaining } = fault
  await store.insert(sandboxFaults).values({ service, path, kind, remaining })
}

/** Uses up one ordered failure, if there is one for this call. */
export async function takeFault(store: Store, service: Service, path: string): Promise<FaultKind | null> {
  const { rows } = await store.execute<{ kind: FaultKind }>(sql`
    update sandbox.faults set remaining = remaining - 1 where id = (
      select id from sandbox.faults where service = ${service} and remaining > 0 and starts_with(${path}, path)
      order by id limit 1 for update skip locked
    ) returning kind`)
  return rows[0]?.kind ?? null
}

/** The failures still to come. */
export const listFaults = (store: Store) =>
  store.select().from(sandboxFaults).where(sql`${sandboxFaults.remaining} > 0`).orderBy(asc(sandboxFaults.id))
