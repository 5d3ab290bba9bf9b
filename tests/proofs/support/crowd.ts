import { webPool } from "~/platform/data/database.server"
import type { Limit } from "~/platform/security/limits.server"
import { cookieFor } from "../../support/knock"
import type { Program } from "../../support/program"
import { type Agency, anAgency, rows } from "../../support/world"
import { programBeside } from "./beside"
import { type Answered, type Ask, askTogether } from "./posts"

/*
 * Many at once, in turn at two programs on one database. A proxy in front states where each comes from.
 */

/** So many requests have their last bytes sent together. */
export const atOnce = 30

/** An agency, the programs at which its limits hold, and its owner's session. */
export type Doors = { agency: Agency; programs: Program[]; cookie: string }

/** Starts two programs whose limits hold, as many processes behind a proxy. */
export async function twoDoors(): Promise<Doors> {
  const agency = await anAgency()
  const env = { RATE_LIMITS: "on", TRUST_PROXY: "1", DATA_DIR: process.env.DATA_DIR! }
  const programs = [await programBeside(env), await programBeside(env)]
  return { agency, programs, cookie: await cookieFor(agency.people.owner.email) }
}

let networks = 0
/** A network address that nobody came from yet. */
export const somewhere = () => `198.51.${Math.floor(++networks / 250)}.${(networks % 250) + 1}`

let strangers = 0
/** A mailbox that nobody named yet. */
export const stranger = () => `stranger${++strangers}@nowhere.example`

/** Some of a crowd were told to come back later: a machine as busy as that shows nothing of limits. */
class TooBusy extends Error {}

/** Makes requests, thirty at a time with their last bytes together; throws when some were not served at all. */
export async function crowd({ programs }: Pick<Doors, "programs">, asks: Ask[]): Promise<Answered[]> {
  const answers: Answered[] = []
  const urls = programs.map(({ url }) => url)
  for (let at = 0; at < asks.length; at += atOnce) {
    answers.push(...(await askTogether(urls, asks.slice(at, at + atOnce))))
  }
  const turnedAway = answers.filter(({ status }) => status === 503).length
  if (turnedAway > 0) throw new TooBusy(`${turnedAway} of ${asks.length} requests were answered 503`)
  return answers
}

/** So many requests, each made by what is given: its number, and an address that is another each time. */
export const times = (count: number, make: (at: number) => Ask): Ask[] =>
  Array.from({ length: count }, (_, at) => make(at))

/**
 * Does it within one window of a limit, with nothing counted before: anew when the window ended meanwhile, which spoils what it
 * found, or when the machine was too busy to serve everybody.
 */
export async function inOneWindow<R>(agency: Agency, limit: Limit, work: () => Promise<R>): Promise<R> {
  for (let turn = 1; ; turn++) {
    await webPool().query("delete from limits")
    const window = await windowOf(agency, limit)
    const [outcome] = await Promise.allSettled([work()])
    const isSpoiled =
      (await windowOf(agency, limit)) !== window || (outcome.status === "rejected" && outcome.reason instanceof TooBusy)
    if (isSpoiled && turn < 4) continue
    if (outcome.status === "rejected") throw outcome.reason
    return outcome.value
  }
}

async function windowOf(agency: Agency, { seconds }: Limit) {
  const bin = "select date_bin(make_interval(secs => $1), now(), timestamptz 'epoch')::text as began"
  const [row] = await rows<{ began: string }>(agency, bin, [seconds])
  return row!.began
}

/** How often each status was answered. */
export function statusesOf(answers: Answered[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
