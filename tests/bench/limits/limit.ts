import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePort } from "../../support/program"
import type { LimitPlan } from "./statements"

/** The bare server, running: where it answers, and its process. */
export type Limit = { url: string; pid: number; stop(): Promise<void> }

/** Starts the bare server in production mode. */
export async function startLimit(plan: Omit<LimitPlan, "port">): Promise<Limit> {
  const port = await freePort()
  const file = join(mkdtempSync(join(tmpdir(), "signoff-limit-")), "plan.json")
  writeFileSync(file, JSON.stringify({ ...plan, port }))
  const child = spawn(process.execPath, ["--import", "tsx", "tests/bench/limits/server.ts", file], {
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit"],
  })
  await once(child.stdout!, "data")
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    async stop() {
      const ended = once(child, "exit")
      child.kill()
      await ended
    },
  }
}
