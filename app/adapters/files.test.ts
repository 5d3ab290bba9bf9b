import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { OutsideFailure } from "~/platform/language/errors"
import { localFiles, newFileKey, sha256 } from "./files.server"

const folder = mkdtempSync(join(tmpdir(), "signoff-files-"))
const store = localFiles(folder)
const organization = "0192f1c4-0000-7000-8000-000000000001"

afterAll(() => rmSync(folder, { recursive: true }))

it("a file that was kept comes back as it was, with its hash", async () => {
  const bytes = Buffer.from("promise \u0000 money")
  const key = newFileKey(organization)
  expect(await store.put(key, bytes)).toEqual({ sha256: sha256(bytes), size: bytes.length })
  expect((await store.get(key)).equals(bytes)).toBe(true)
  expect(readdirSync(join(folder, "org", organization))).toEqual([key.split("/")[2]])
})

it("a file once kept cannot be changed, and keeping the same bytes again is no change", async () => {
  const key = newFileKey(organization)
  await Promise.all([store.put(key, Buffer.from("one")), store.put(key, Buffer.from("one"))])
  await expect(store.put(key, Buffer.from("two"))).rejects.toThrow(OutsideFailure)
  expect((await store.get(key)).toString()).toBe("one")
})

it("a key that is not the store's own reaches no file", async () => {
  for (const key of ["../../etc/passwd", `org/${organization}/../x`, "/etc/passwd", "", `org/${organization}`]) {
    await expect(store.get(key)).rejects.toThrow("This is no key of a file.")
    await expect(store.put(key, Buffer.from("x"))).rejects.toThrow(OutsideFailure)
  }
})

it("a file that is gone says so, and removing it again is fine", async () => {
  const key = newFileKey(organization)
  await store.put(key, Buffer.from("x"))
  await store.remove(key)
  await store.remove(key)
  await expect(store.get(key)).rejects.toThrow("The file is missing.")
})
