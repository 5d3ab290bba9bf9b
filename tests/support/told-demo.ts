import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { removeEmbedded } from "#db/embedded"
import { releaseLock, takeLock } from "#db/lock.mjs"
import { startProgram, temporaryFolder } from "./program"

/** Makes the place where this run keeps the one data folder that its programs with a demo are copied from. Returns how to remove it. */
export function keepOneDemo(): () => Promise<void> {
  const place = temporaryFolder()
  process.env.TOLD_DEMO = place
  return async () => {
    await removeEmbedded(join(place, "data"))
    rmSync(place, { recursive: true, force: true })
  }
}

/**
 * A data folder where the demo was told to the end by the built program, as its first start leaves it. The first who asks in a run
 * has it told; everybody gets a copy of their own, with a port of its own. Null where Postgres keeps its cluster elsewhere.
 */
export async function aToldDemo(): Promise<string | null> {
  const place = process.env.TOLD_DEMO!
  const told = join(place, "data")
  while (!takeLock(join(place, "lock"))) await pause(50)
  try {
    if (!existsSync(join(place, "told"))) await tell(told)
    writeFileSync(join(place, "told"), "")
  } finally {
    releaseLock(join(place, "lock"))
  }
  if (existsSync(join(told, "postgres-location"))) return null
  const copy = temporaryFolder()
  execFileSync("cp", ["-a", `${told}/.`, copy])
  withoutItsPort(copy)
  return copy
}

/** Has a program tell the demo in this folder and end as it is asked to, so that nothing is left half done. */
async function tell(dataDir: string): Promise<void> {
  await removeEmbedded(dataDir)
  mkdirSync(dataDir, { mode: 0o755 })
  const program = await startProgram({ env: { DATA_DIR: dataDir } })
  await program.stop()
}

/** The database's port stands beside its passwords; without one the next start finds a free one. */
function withoutItsPort(dataDir: string): void {
  const file = join(dataDir, "postgres.json")
  const secrets = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>
  writeFileSync(file, JSON.stringify({ ...secrets, port: 0 }), { mode: 0o600 })
}
