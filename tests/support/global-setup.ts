import type { TestProject } from "vitest/node"
import { migrate } from "#db/migrate"
import { roleNames, withDatabase } from "#db/role-names"
import { assertSafeWebRole } from "#db/roles"
import type { Cluster } from "./cluster"
import { asAdmin, dropDatabase, quoted } from "./databases"
import { aTestServer } from "./test-server"

/** One Postgres for all tests (the embedded one, or with DATABASE_URL that server), with one migrated database from which each test's own is copied. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, remove } = await aTestServer("signoff-tests-")
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

/** Drops what this run made; on an external server its roles too. */
async function dropAll({ adminUrl, templateUrl }: Cluster): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>("select datname from pg_database where datname like $1", [
      `signoff_test_${process.pid}_%`,
    ])
    for (const { datname } of rows) await dropDatabase(admin, datname)
    const { web, resolver } = roleNames(templateUrl)
    for (const role of [web, resolver]) await admin.query(`drop role if exists ${quoted(role)}`)
  })
}
