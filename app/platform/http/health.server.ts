import { statfs } from "node:fs/promises"
import { setTimeout as pause } from "node:timers/promises"
import { type RequestHandler, Router } from "express"
import { metricsHandler } from "../metrics.server"

/** One thing without which the program cannot serve; it throws when that is missing. */
export type Check = () => Promise<unknown>

export type HealthOptions = { checks: Record<string, Check>; stopping(): boolean }

const CHECK_MS = 2_000
const LEAST_FREE_BYTES = 64 * 1_024 * 1_024

/** Throws when the disk of a folder has less than 64 MiB left. */
export const diskCheck =
  (folder: string): Check =>
  async () => {
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize < LEAST_FREE_BYTES) throw new Error("the disk is nearly full")
  }

async function passes(check: Check): Promise<boolean> {
  const over = new AbortController()
  const late = pause(CHECK_MS, false, { signal: over.signal })
  try {
    return await Promise.race([check().then(() => true), late])
  } catch {
    return false
  } finally {
    over.abort()
  }
}

/** `/health` (the process runs), `/ready` (it can serve: every check within two seconds, and not stopping) and `/metrics`. */
export function health({ checks, stopping }: HealthOptions): RequestHandler {
  return Router()
    .get("/health", (_req, res) => {
      res.json({ status: "ok" })
    })
    .get("/ready", async (_req, res) => {
      const entries = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await passes(check)] as const),
      )
      const ready = !stopping() && entries.every(([, passed]) => passed)
      const results = Object.fromEntries(entries.map(([name, passed]) => [name, passed ? "ok" : "failing"]))
      res
        .status(ready ? 200 : 503)
        .json({ status: stopping() ? "stopping" : ready ? "ready" : "unavailable", checks: results })
    })
    .get("/metrics", metricsHandler)
}
