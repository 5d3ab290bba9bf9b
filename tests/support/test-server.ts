import { chmodSync, mkdtempSync, readdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { removeEmbedded, startEmbedded } from "#db/embedded"
import { processMark } from "#db/lock.mjs"

/** A Postgres where tests may make databases, as an owner who is no superuser. */
export type TestServer = { adminUrl: string; remove(): Promise<void> }

/** The server of the environment's DATABASE_URL, else an embedded one of this run's own. `prefix` names its folder. */
export async function aTestServer(prefix: string): Promise<TestServer> {
  const given = process.env.DATABASE_URL
  if (given) return { adminUrl: given, remove: async () => {} }
  await removeLeftovers(prefix)
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  chmodSync(dataDir, 0o755)
  const quiet = { info: () => {}, warn: (message: string) => console.log(message) }
  const server = await startEmbedded({ dataDir, log: quiet, durable: false })
  return {
    adminUrl: server.ownerUrl,
    async remove() {
      await server.stop()
      await removeEmbedded(dataDir)
    },
  }
}

/** Servers and folders of test runs that were killed. */
async function removeLeftovers(prefix: string): Promise<void> {
  for (const entry of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(entry)?.[1] ?? 0)
    if (pid && processMark(pid) === null) await removeEmbedded(join(tmpdir(), entry)).catch(() => {})
  }
}
