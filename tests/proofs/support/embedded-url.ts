import { readFileSync } from "node:fs"
import { join } from "node:path"

/** The address, as its owner, of the Postgres that a program runs in its data folder. */
export function embeddedUrl(dataDir: string): string {
  const { port, ownerPassword } = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"))
  return `postgres://signoff:${ownerPassword}@127.0.0.1:${port}/signoff`
}
