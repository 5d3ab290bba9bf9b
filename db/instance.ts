import { accessSync, constants, mkdirSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { CannotStart } from "./cannot-start"
import { lockHolder, processMark, releaseLock, takeLock } from "./lock.mjs"

/** This process is the data folder's one instance: it says where it serves and gives the folder back at the end. */
export type Claim = { serving(address: string): void; release(): void }

/**
 * Claims a data folder for this process. When a living program already has it, answers with the address where that one
 * serves (waiting, up to `waitMs` milliseconds, while it starts; null when it never said). What a killed program left behind is ignored.
 */
export async function claimInstance(
  dataDir: string,
  { waitMs = 180_000 } = {},
): Promise<{ claim: Claim } | { runningAt: string | null }> {
  const file = join(dataDir, "running.json")
  assertWritable(dataDir)
  for (const until = Date.now() + waitMs; ; await pause(100)) {
    if (takeLock(file)) return { claim: claimOf(file) }
    const holder = lockHolder(file)
    if (holder?.address) return { runningAt: holder.address }
    if (holder && Date.now() > until) return { runningAt: null }
  }
}

function assertWritable(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new CannotStart(`The data folder (DATA_DIR) ${dataDir} cannot be written: ${(error as Error).message}`)
  }
}

function claimOf(file: string): Claim {
  return {
    serving(address) {
      const next = `${file}.next`
      writeFileSync(next, JSON.stringify({ pid: process.pid, mark: processMark(process.pid), address }), {
        mode: 0o600,
      })
      renameSync(next, file)
    },
    release: () => releaseLock(file),
  }
}
