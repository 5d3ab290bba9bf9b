import autocannon, { type Request } from "autocannon"
import { cpuOf } from "./cpu"

/** What is asked, over and over. */
export type Target = {
  url: string
  method?: "GET" | "POST"
  headers?: Record<string, string>
  /** What is posted; made anew each time where it must differ, with the headers that belong to it. */
  body?: string | (() => string | { body: string; headers: Record<string, string> })
  /** The processes that do the work, and Postgres. */
  pids: { program: number; postgres: number }
  /** The answer that is right; anything else fails the row. */
  status?: number
}

/** How a target did: answers a second, how long one took in milliseconds, and the CPU time that one answer cost. */
export type Measured = { perSecond: number; p50: number; p99: number; program: number; postgres: number }

/** For how long a target is asked, over how many connections at once, and after how many answers that are not counted. */
export type Pressure = { connections: number; seconds: number; warmUp: number }

/** Asks a target until its code is compiled. */
export async function warm(target: Target, { connections, warmUp }: Pressure): Promise<void> {
  await shot(target, connections, { amount: warmUp })
}

/** Asks a target over some connections for some seconds, after a fifth of that. */
export async function press(target: Target, { connections, seconds }: Pressure): Promise<Measured> {
  await shot(target, connections, { duration: Math.max(1, seconds / 5) })
  const before = [cpuOf(target.pids.program), cpuOf(target.pids.postgres)]
  const result = await shot(target, connections, { duration: seconds })
  const answers = result.requests.total
  const cpu = [cpuOf(target.pids.program), cpuOf(target.pids.postgres)].map((now, at) => (now - before[at]!) / answers)
  return {
    perSecond: answers / result.duration,
    ...{ p50: result.latency.p50, p99: result.latency.p99 },
    ...{ program: cpu[0]!, postgres: cpu[1]! },
  }
}

async function shot(
  { url, method = "GET", headers, body, status = 200 }: Target,
  connections: number,
  howMuch: { duration: number } | { amount: number },
) {
  const setupRequest = (request: Request): Request => {
    const made = (body as () => string | { body: string; headers: Record<string, string> })()
    if (typeof made === "string") return { ...request, body: made }
    return { ...request, body: made.body, headers: { ...request.headers, ...made.headers } }
  }
  const posted = typeof body === "function" ? { requests: [{ method, setupRequest }] } : { body }
  const result = await autocannon({ url, method, connections, headers, ...howMuch, ...posted })
  const statuses = Object.entries(result.statusCodeStats ?? {}).filter(([code]) => Number(code) !== status)
  if (result.errors > 0 || statuses.length > 0)
    throw new Error(`${url}: ${result.errors} errors, ${JSON.stringify(statuses)} where ${status} is right`)
  return result
}
