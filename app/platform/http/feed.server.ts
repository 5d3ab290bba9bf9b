import type { Request as ExpressRequest, Response as ExpressResponse, RequestHandler } from "express"
import pg from "pg"
import { owesFactor } from "~/platform/data/contexts.server"
import { databaseUrls, webPool } from "~/platform/data/database.server"
import { log } from "~/platform/log.server"
import { once } from "~/platform/once.server"
import { sha256 } from "~/platform/security/crypto.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { readSessionSecret } from "~/platform/security/sessions.server"
import { givePlace, type Places, retakePlaces, takePlace } from "./feed-places.server"

const CHANNEL = "signoff_feed"
const MOST_PER_PERSON = 3
const MOST_AT_ALL = 200
const HEARTBEAT_MS = 25_000
/** How often sessions of open streams are looked after, in milliseconds. */
export const RECHECK_MS = 4_000
const RECONNECT_MS = 1_000
const MOST_UNREAD_BYTES = 65_536

type Stream = { res: ExpressResponse; tokenHash: Buffer; organizationId: string }
type Told = { organization: string; event: string }
type Feeds = Places & {
  streams: Set<Stream>
  /** Settles once this process hears of what happens. */
  started: Promise<void> | null
  closed: boolean
  timers: NodeJS.Timeout[]
}

const feeds = () =>
  once<Feeds>("feeds", () => ({
    ...{ streams: new Set(), mine: new Map(), listener: null, turn: Promise.resolve() },
    ...{ started: null, closed: false, timers: [] },
  }))

/**
 * `GET /events`: what happens in the signed-in member's organization, as server-sent events that carry the event's name
 * alone: which records it is about is for those to read who may see them. 401 without a session, 503 beyond three streams a person, in all processes together, or 200 in this one. A
 * stream ends within five seconds of its session.
 */
export const feedHandler = (): RequestHandler => async (req, res, next) => {
  if (req.path !== "/events") return next()
  try {
    await open(req, res)
  } catch (error) {
    next(error)
  }
}

async function open(req: ExpressRequest, res: ExpressResponse) {
  if (req.method !== "GET") return res.status(405).set("Allow", "GET").end()
  const secret = await readSessionSecret(
    new Request("http://here.invalid", { headers: { Cookie: req.headers.cookie ?? "" } }),
  )
  const holder = secret ? await resolveSession(secret, new Date()) : null
  if (!secret || !holder || owesFactor(holder)) return res.status(401).type("text/plain").send("Sign in first.\n")
  const held = feeds()
  held.started ??= start()
  await held.started
  const { organizationId, personId } = holder
  const isFull = held.closed || held.mine.size >= MOST_AT_ALL
  const place = isFull ? null : await takePlace(held, personId, MOST_PER_PERSON)
  if (!place || held.closed)
    return res.status(503).set("Retry-After", "30").type("text/plain").send("Too many streams.\n")
  const stream: Stream = { res, tokenHash: sha256(secret), organizationId }
  held.streams.add(stream)
  const leave = () => {
    held.streams.delete(stream)
    givePlace(held, place)
  }
  if (res.closed) return leave()
  res.once("close", leave)
  res.status(200).set({ "Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no" })
  res.flushHeaders()
  res.write("retry: 2000\n\n")
}

/** Begins to listen, to beat and to look after the sessions, with the first stream of this process. */
async function start() {
  const held = feeds()
  held.timers = [setInterval(beat, HEARTBEAT_MS), setInterval(() => void recheck(), RECHECK_MS)]
  for (const timer of held.timers) timer.unref()
  await listen()
}

/** One connection a process hears of everything; lost, it is made anew. */
async function listen() {
  const held = feeds()
  if (held.closed) return
  const client = new pg.Client({
    connectionString: databaseUrls().directUrl,
    application_name: "signoff feed",
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  })
  client.on("error", () => again(client))
  client.on("end", () => again(client))
  client.on("notification", ({ payload }) => pass(payload ?? ""))
  held.listener = client
  try {
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    await retakePlaces(held, client)
  } catch (error) {
    log.warn({ error }, "the live feed cannot listen")
    again(client)
  }
}

function again(client: pg.Client) {
  const held = feeds()
  if (held.closed || held.listener !== client) return
  held.listener = null
  client.end().catch(() => {})
  setTimeout(() => void listen(), RECONNECT_MS).unref()
}

/** Passes on what happened to the streams of its organization. */
function pass(payload: string) {
  const { organization, event } = JSON.parse(payload) as Told
  const message = `data: ${JSON.stringify({ event })}\n\n`
  for (const { res, organizationId } of feeds().streams) {
    if (organizationId === organization) say(res, message)
  }
}

/** A reader who does not take what is sent is let go, and comes back when it can. */
function say(res: ExpressResponse, message: string) {
  if (res.writableLength > MOST_UNREAD_BYTES) res.destroy()
  else res.write(message)
}

/** Something goes over each line now and then, so that nothing between takes it for dead. */
function beat() {
  for (const { res } of feeds().streams) say(res, ": still here\n\n")
}

/** Ends the streams whose session ended, idled out, or moved to another organization: one query for all of them. */
async function recheck() {
  const streams = [...feeds().streams]
  if (streams.length === 0) return
  try {
    const living = await webPool().query<{ secret: Buffer; organization_id: string }>(
      "select asked.secret, s.organization_id from unnest($1::bytea[]) as asked (secret), app.resolve_session(asked.secret, $2) s where not (s.must_show_factor and s.factor_at is null)",
      [streams.map(({ tokenHash }) => tokenHash), new Date()],
    )
    const keys = new Set(living.rows.map((row) => `${row.secret.toString("hex")} ${row.organization_id}`))
    for (const { res, tokenHash, organizationId } of streams) {
      if (!keys.has(`${tokenHash.toString("hex")} ${organizationId}`)) res.end()
    }
  } catch (error) {
    log.warn({ error }, "the live feed cannot look after its sessions")
    for (const { res } of streams) res.end()
  }
}

/** Ends every stream and the listening, for good; browsers come back to the next process after two seconds. */
export async function closeFeeds() {
  const held = feeds()
  held.closed = true
  for (const timer of held.timers) clearInterval(timer)
  for (const { res } of held.streams) res.end()
  await held.listener?.end().catch(() => {})
}
