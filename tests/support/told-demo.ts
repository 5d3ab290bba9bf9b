import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { removeEmbedded } from "#db/embedded"
import { startProgram, temporaryFolder } from "./program"

/**
 * Has the demo told to the end by the built program, as its first start leaves it, in the one data folder that this run's programs
 * with a demo are copied from: before any journey begins, whose time it would take. Returns how to remove it.
 */
export async function keepOneDemo(): Promise<() => Promise<void>> {
  const told = temporaryFolder()
  const remove = () => removeEmbedded(told)
  await tell(told).catch(async (error) => {
    await remove()
    throw error
  })
  process.env.TOLD_DEMO = told
  return remove
}

/** A copy of the told demo for one program, with a port of its own. Null where Postgres keeps its cluster elsewhere. */
export function aToldDemo(): string | null {
  const told = process.env.TOLD_DEMO!
  if (existsSync(join(told, "postgres-location"))) return null
  const copy = temporaryFolder()
  execFileSync("cp", ["-a", `${told}/.`, copy])
  withoutItsPort(copy)
  return copy
}

/** Has a program tell the demo in this folder and end as it is asked to, so that nothing is left half done. */
async function tell(dataDir: string): Promise<void> {
  const program = await startProgram({ env: { DATA_DIR: dataDir } })
  await program.stop()
}

/** The database's port stands beside its passwords; without one the next start finds a free one. */
function withoutItsPort(dataDir: string): void {
  const file = join(dataDir, "postgres.json")
  const secrets = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>
  writeFileSync(file, JSON.stringify({ ...secrets, port: 0 }), { mode: 0o600 })
}
