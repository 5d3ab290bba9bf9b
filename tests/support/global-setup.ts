import { chmodSync, mkdtempSync, readdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { removeEmbedded, startEmbedded } from "#db/embedded"
import { processMark } from "#db/lock.mjs"
import { migrate } from "#db/migrate"
import { roleNames, withDatabase } from "#db/role-names"
import { assertSafeWebRole } from "#db/roles"
import type { Cluster } from "./cluster"
import { asAdmin, quoted } from "./databases"

const PREFIX = "signoff-tests-"

/** One Postgres for all tests (the embedded one, or with DATABASE_URL that server), with one migrated database from which each test's own is copied. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, remove } = process.env.DATABASE_URL ? external(process.env.DATABASE_URL) : await embedded()
  try {
    const template = `signoff_test_${process.pid}_template`
    const secretKey = "a key for tests alone that protects nothing"
    await asAdmin(adminUrl, (admin) => admin.query(`create database ${quoted(template)}`))
    const templateUrl = withDatabase(adminUrl, template)
    const { webUrl } = await migrate(templateUrl, { secretKey })
    await assertSafeWebRole(webUrl)
    const cluster: Cluster = { adminUrl, templateUrl, webUrl, secretKey }
    project.provide("cluster", cluster)
    return async () => {
      await dropAll(cluster)
      await remove()
    }
  } catch (error) {
    await remove()
    throw error
  }
}

function external(adminUrl: string): { adminUrl: string; remove(): Promise<void> } {
  return { adminUrl, remove: async () => {} }
}

async function embedded(): Promise<{ adminUrl: string; remove(): Promise<void> }> {
  await removeLeftovers()
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
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
async function removeLeftovers(): Promise<void> {
  for (const entry of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(entry)?.[1] ?? 0)
    if (pid && processMark(pid) === null) await removeEmbedded(join(tmpdir(), entry)).catch(() => {})
  }
}

/** Drops what this run made; on an external server its roles too. */
async function dropAll({ adminUrl, templateUrl }: Cluster): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>("select datname from pg_database where datname like $1", [
      `signoff_test_${process.pid}_%`,
    ])
    for (const { datname } of rows) await admin.query(`drop database ${quoted(datname)} with (force)`)
    const { web, resolver } = roleNames(templateUrl)
    for (const role of [web, resolver]) await admin.query(`drop role if exists ${quoted(role)}`)
  })
}
