import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs"
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

it("an organization's files are removed for good: whoever was keeping one then, or tries to later, leaves nothing behind", async () => {
  for (let round = 0; round < 20; round++) {
    const gone = `0192f1c4-0000-7000-9000-${String(round).padStart(12, "0")}`
    await store.put(newFileKey(gone), Buffer.from("before"))
    const keys = Array.from({ length: 8 }, () => newFileKey(gone))
    const running = keys.map((key) => store.put(key, Buffer.from("meanwhile")).catch((error) => error))
    await Promise.all([store.removeAllOf(gone), store.removeAllOf(gone)])
    for (const answer of await Promise.all(running))
      expect(answer instanceof OutsideFailure || "sha256" in (answer as object)).toBe(true)
    await expect(store.put(newFileKey(gone), Buffer.from("later"))).rejects.toMatchObject({ retriable: false })
    for (const key of keys) {
      expect(await store.find(key)).toBeNull()
      await expect(store.get(key)).rejects.toThrow("The file is missing.")
      await store.remove(key)
    }
    expect(statSync(join(folder, "org", gone))).toMatchObject({ size: 0 })
    expect(readdirSync(join(folder, "org")).filter((name) => name.startsWith(gone))).toEqual([gone])
  }
})

it("what stands in the place of removed files goes a day later, and other organizations' files stay", async () => {
  const [old, newer] = ["0192f1c4-0000-7000-8000-00000000aaaa", "0192f1c4-0000-7000-8000-00000000bbbb"]
  const kept = newFileKey(organization)
  await store.put(kept, Buffer.from("mine"))
  await store.removeAllOf(old)
  const longAgo = new Date(Date.now() - 25 * 3_600_000)
  utimesSync(join(folder, "org", old), longAgo, longAgo)
  await store.removeAllOf(newer)
  await store.forgetRemoved()
  const there = readdirSync(join(folder, "org"))
  expect([there.includes(old), there.includes(newer)]).toEqual([false, true])
  expect((await store.get(kept)).toString()).toBe("mine")
})
