import pg from "pg"
import { expect, test } from "vitest"
import { cloneDatabase } from "../tests/support/cluster"
import { asAdmin, dropDatabase, quoted } from "../tests/support/databases"
import { bootDatabase } from "./boot"
import { roleNames, withDatabase } from "./role-names"

const log = { info: () => {}, warn: () => {} }
const secretKey = "a key for tests alone, which protects nothing"

test("one's own database is migrated, and served by a role of its own", async () => {
  const clone = await cloneDatabase()
  const name = `${new URL(clone.ownerUrl).pathname.slice(1)}_own`
  await asAdmin(clone.ownerUrl, (admin) => admin.query(`create database ${quoted(name)}`))
  const url = withDatabase(clone.ownerUrl, name)
  const env = { DATA_DIR: "unused", SECRET_KEY: secretKey, DATABASE_URL: url }
  const first = await bootDatabase(env, log)
  expect(first).toMatchObject({ embedded: false, fresh: true, ownerUrl: url, directUrl: url })
  const second = await bootDatabase(env, log)
  expect(second).toMatchObject({ fresh: false, webUrl: first.webUrl })
  const web = new pg.Client({ connectionString: first.webUrl })
  await web.connect()
  expect((await web.query("select current_user as name")).rows[0].name).toBe(roleNames(url).web)
  await web.end()
  await asAdmin(clone.ownerUrl, async (admin) => {
    await dropDatabase(admin, name)
    for (const role of Object.values(roleNames(url))) await admin.query(`drop role ${quoted(role)}`)
  })
  await clone.drop()
})

test("a database that cannot be used is told in one line that hides the password", async () => {
  const { ownerUrl, drop } = await cloneDatabase()
  const wrong = new URL(withDatabase(ownerUrl, "there_is_none"))
  const failing = bootDatabase({ DATA_DIR: "unused", SECRET_KEY: secretKey, DATABASE_URL: wrong.toString() }, log)
  await expect(failing).rejects.toThrow(
    /^The database there_is_none on \S+ \(DATABASE_URL\) cannot be used: database "there_is_none" does not exist$/,
  )
  await drop()
})

test("a database server that does not answer is waited for, not for ever", async () => {
  const heard: string[] = []
  const env = { DATA_DIR: "unused", SECRET_KEY: secretKey, DATABASE_URL: "postgres://me:secret@127.0.0.1:1/studio" }
  const patient = { info: (message: string) => heard.push(message), warn: () => {} }
  await expect(bootDatabase(env, patient, { patienceMs: 500 })).rejects.toThrow("studio on 127.0.0.1:1")
  expect(heard[0]).toContain("Waiting for the database studio")
  expect(heard.join()).not.toContain("secret")
})
