import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { claimInstance } from "./instance"
import { processMark } from "./lock.mjs"

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signoff-instance-"))
})

afterEach(() => rmSync(folder, { recursive: true }))

const claimed = async () => {
  const answer = await claimInstance(folder)
  if (!("claim" in answer)) throw new Error(`The folder is taken: ${answer.runningAt}`)
  return answer.claim
}

test("a second start learns where the first one serves", async () => {
  const claim = await claimed()
  claim.serving("http://localhost:3000")
  expect(await claimInstance(folder)).toEqual({ runningAt: "http://localhost:3000" })
})

test("a second start waits for the address of a first one that is still starting", async () => {
  const claim = await claimed()
  const second = claimInstance(folder)
  claim.serving("http://localhost:3000")
  expect(await second).toEqual({ runningAt: "http://localhost:3000" })
})

test("a first one that never says where it serves is not waited for without end", async () => {
  await claimed()
  expect(await claimInstance(folder, { waitMs: 1 })).toEqual({ runningAt: null })
})

test("a folder given back can be claimed again", async () => {
  const first = await claimed()
  first.release()
  expect(await claimInstance(folder)).toHaveProperty("claim")
})

test("what a killed program left behind is ignored, also when its number was given to another process", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"])
  const mark = processMark(child.pid!)
  const left = (pid: number, mark: string | null) =>
    writeFileSync(join(folder, "running.json"), JSON.stringify({ pid, mark, address: "http://localhost:1" }))
  left(child.pid!, mark)
  expect(await claimInstance(folder)).toEqual({ runningAt: "http://localhost:1" })
  left(child.pid!, "an earlier process")
  const claim = await claimed()
  claim.release()
  left(child.pid!, mark)
  child.kill("SIGKILL")
  await once(child, "exit")
  expect(await claimInstance(folder)).toHaveProperty("claim")
})
