import { randomBytes } from "node:crypto"
import { inject } from "vitest"
import { databaseOf, withDatabase } from "#db/role-names"
import { asAdmin, dropDatabase, quoted, whenFree } from "./databases"

/** The tests' Postgres: where databases are made, the migrated template, the template's web role, and the secret key behind it. */
export type Cluster = { adminUrl: string; templateUrl: string; webUrl: string; secretKey: string }

declare module "vitest" {
  interface ProvidedContext {
    cluster: Cluster
  }
}

/** A database of a test's own, empty and migrated, with the addresses of its owner and of the web role. */
export type TestDatabase = { ownerUrl: string; webUrl: string; secretKey: string; drop(): Promise<void> }

/** Copies the migrated template into a new database. What a test does not drop is dropped when the run ends. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const { adminUrl, templateUrl, webUrl, secretKey } = inject("cluster")
  const template = databaseOf(templateUrl)
  const name = `${template.replace(/template$/, "")}${randomBytes(6).toString("hex")}`
  await asAdmin(adminUrl, (admin) =>
    whenFree(() => admin.query(`create database ${quoted(name)} template ${quoted(template)}`)),
  )
  return {
    ownerUrl: withDatabase(templateUrl, name),
    webUrl: withDatabase(webUrl, name),
    secretKey,
    drop: () => asAdmin(adminUrl, (admin) => dropDatabase(admin, name)),
  }
}
