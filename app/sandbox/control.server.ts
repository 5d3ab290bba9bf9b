import { desc } from "drizzle-orm"
import type pg from "pg"
import { z } from "zod"
import { sandboxDeliveries, sandboxMailEvents } from "#db/schema/sandbox"
import type { Deliveries } from "./deliveries.server"
import { closeDispute, disputePayment } from "./disputes.server"
import { mailEventKinds, reportMail } from "./mail-events.server"
import { findSandboxMail, readSandboxMails } from "./mailbox.server"
import { failRefund, paySession, Refusal, settleSession, type Teller } from "./payments.server"
import type { Answer, Call } from "./request.server"
import {
  addFault,
  faultKinds,
  isOn,
  listEvents,
  listFaults,
  listObjects,
  type Store,
  services,
  turn,
} from "./store.server"
import { answered } from "./stripe-objects"

/** What the tests' own API needs: tables, events, and what time it is. */
export type Control = { store: Store; pool: pg.Pool; deliveries: Deliveries; teller(): Teller }

type Route = { method: "GET" | "POST"; path: RegExp; run(control: Control, call: Call, id: string): Promise<unknown> }

/** Steering the sandbox: what tests and the control page ask for. */
const routes: Route[] = [
  {
    method: "GET",
    path: /^\/sandbox-api\/sessions$/,
    run: async ({ store }) => (await listObjects(store, "checkout.session")).map(answered),
  },
  { method: "POST", path: /^\/sandbox-api\/sessions\/([^/]+)\/pay$/, run: pay },
  { method: "POST", path: /^\/sandbox-api\/sessions\/([^/]+)\/settle$/, run: settle },
  {
    method: "POST",
    path: /^\/sandbox-api\/refunds\/([^/]+)\/fail$/,
    run: (control, _, id) => after(control, failRefund(control.store, control.teller(), id)),
  },
  { method: "POST", path: /^\/sandbox-api\/payments\/([^/]+)\/dispute$/, run: dispute },
  { method: "POST", path: /^\/sandbox-api\/disputes\/([^/]+)\/close$/, run: close },
  { method: "GET", path: /^\/sandbox-api\/events$/, run: events },
  {
    method: "GET",
    path: /^\/sandbox-api\/deliveries$/,
    run: ({ store }) => store.select().from(sandboxDeliveries).orderBy(desc(sandboxDeliveries.id)).limit(1000),
  },
  { method: "POST", path: /^\/sandbox-api\/deliver$/, run: deliver },
  { method: "GET", path: /^\/sandbox-api\/hold$/, run: async ({ store }) => ({ on: await isOn(store, "hold") }) },
  { method: "POST", path: /^\/sandbox-api\/hold$/, run: hold },
  { method: "GET", path: /^\/sandbox-api\/faults$/, run: ({ store }) => listFaults(store) },
  { method: "POST", path: /^\/sandbox-api\/faults$/, run: fault },
  {
    method: "GET",
    path: /^\/sandbox-api\/mails$/,
    run: ({ pool }, call) => readSandboxMails(pool, call.query.get("to") ?? ""),
  },
  { method: "GET", path: /^\/sandbox-api\/mails\/([^/]+)$/, run: mail },
  { method: "POST", path: /^\/sandbox-api\/mails\/([^/]+)\/report$/, run: report },
  {
    method: "GET",
    path: /^\/sandbox-api\/mail-events$/,
    run: ({ store }) => store.select().from(sandboxMailEvents).orderBy(desc(sandboxMailEvents.position)).limit(1000),
  },
]

/** Answers /sandbox-api as JSON; null for any other address. It shows sign-in links, so it answers this machine alone, and no page of another site. */
export async function answerControl(control: Control, call: Call): Promise<Answer | null> {
  if (!call.path.startsWith("/sandbox-api/")) return null
  const route = routes.find((one) => one.method === call.method && one.path.test(call.path))
  if (!route || !isAllowed(call)) return { status: 404, json: { error: "There is nothing here." } }
  try {
    const id = decodeURIComponent(route.path.exec(call.path)?.[1] ?? "")
    return { status: 200, json: await route.run(control, call, id) }
  } catch (error) {
    if (error instanceof z.ZodError) return { status: 400, json: { error: z.prettifyError(error) } }
    if (error instanceof Refusal) return { status: error.status, json: { error: error.message } }
    throw error
  }
}

/** Whether a call may steer the sandbox: from this machine, under one of its names, and from none but our own pages. */
export const isAllowed = (call: Call) =>
  call.local && !call.foreign && /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(call.headers.host ?? "")

function input<Schema extends z.ZodType>(call: Call, schema: Schema): z.output<Schema> {
  const refuse = () => {
    throw new Refusal("The body must be JSON.")
  }
  const parsed = (() => {
    try {
      return JSON.parse(call.body || "{}") as unknown
    } catch {
      return refuse()
    }
  })()
  return schema.parse(parsed)
}

/** What changed is told at once. */
async function after<T>(control: Control, work: Promise<T>): Promise<T> {
  const result = await work
  control.deliveries.kick()
  return result
}

function pay(control: Control, call: Call, id: string) {
  const { method } = input(call, z.object({ method: z.enum(["card", "sepa_debit"]).default("card") }))
  return after(control, paySession(control.store, control.teller(), id, method).then(answered))
}

function settle(control: Control, call: Call, id: string) {
  const { outcome } = input(call, z.object({ outcome: z.enum(["succeeded", "failed"]) }))
  return after(control, settleSession(control.store, control.teller(), id, outcome).then(answered))
}

function dispute(control: Control, _: Call, id: string) {
  return after(control, disputePayment(control.store, control.teller(), id))
}

function close(control: Control, call: Call, id: string) {
  const { outcome } = input(call, z.object({ outcome: z.enum(["won", "lost"]) }))
  return after(control, closeDispute(control.store, control.teller(), id, outcome))
}

async function events({ store }: Control, call: Call) {
  const where = { type: call.query.get("type") ?? undefined, objectId: call.query.get("object") ?? undefined }
  return (await listEvents(store, where)).map((event) => event.data)
}

async function deliver({ deliveries }: Control, call: Call) {
  const { events } = input(call, z.object({ events: z.array(z.string()).min(1) }))
  const told: { event: string; status: number }[] = []
  for (const event of events) told.push({ event, status: await deliveries.deliverNow(event) })
  return told
}

async function hold(control: Control, call: Call) {
  const { on } = input(call, z.object({ on: z.boolean() }))
  await turn(control.store, "hold", on)
  control.deliveries.kick()
  return { on }
}

const Fault = z.object({
  service: z.enum(services),
  kind: z.enum(faultKinds),
  path: z.string().default(""),
  times: z.int().min(1).max(100_000).default(1),
})

async function fault({ store }: Control, call: Call) {
  await addFault(store, input(call, Fault))
  return listFaults(store)
}

async function report(control: Control, call: Call, id: string) {
  const { event } = input(call, z.object({ event: z.enum(mailEventKinds) }))
  const isThere = await after(control, reportMail(control.store, id, event, control.teller().now))
  if (!isThere) throw new Refusal("There is no such mail.", null, 404)
  return { event }
}

async function mail({ pool }: Control, _: Call, id: string) {
  const found = await findSandboxMail(pool, "all", id)
  if (!found) throw new Refusal("There is no such mail.", null, 404)
  return found
}
