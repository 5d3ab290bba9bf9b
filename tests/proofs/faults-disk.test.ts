import { spawnSync } from "node:child_process"
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { removeEmbedded } from "#db/embedded"
import { demoPassword, demoSignIns } from "~/demo/sign-ins"
import { startProgram } from "../support/program"
import { embeddedUrl } from "./support/embedded-url"
import { column, signInFromOutside } from "./support/from-outside"
import { startLoad } from "./support/load"
import { size, tell } from "./support/proof"

/** In milliseconds: how soon after there is room again the program writes, without anybody's help. */
const RECOVERS_WITHIN = 10_000
const MEGABYTE = Buffer.alloc(1024 * 1024, 1)

const place = mkdtempSync(join(tmpdir(), "signoff-small-disk-"))
const disk = join(place, "disk")
const dataDir = join(disk, "data")
const isMounted = mountSmall()

afterAll(async () => {
  await removeEmbedded(dataDir)
  if (isMounted) spawnSync("umount", [disk])
  rmSync(place, { recursive: true, force: true })
})

/** A disk of 512 MB in memory; only root may make one, and not everywhere. */
function mountSmall(): boolean {
  chmodSync(place, 0o755)
  mkdirSync(disk, { mode: 0o755 })
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=512m,mode=755", "tmpfs", disk]).status === 0
}

/** Writes until nothing more can be written. */
function fill(): string {
  const path = join(disk, "filling")
  const file = openSync(path, "w")
  for (const piece of [MEGABYTE, MEGABYTE.subarray(0, 4096)]) {
    try {
      while (writeSync(file, piece) > 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error
    }
  }
  closeSync(file)
  return path
}

it("says so while the disk of its data is full, loses nothing it acknowledged, and goes on when there is room again", async () => {
  if (!isMounted) {
    console.log("NOT PROVEN: a full disk. A small disk cannot be mounted here (it takes root and the right to mount).")
    tell("a full disk", { "not proven": "nothing can be mounted here" })
    return
  }
  const program = await startProgram({ env: { DATA_DIR: dataDir, LOG_LEVEL: "silent" } })
  try {
    const member = await signInFromOutside(program.url, { email: demoSignIns[0].email, password: demoPassword })
    const load = startLoad(member, { mark: "Disk" })
    const recoveries: number[] = []
    for (let time = 0; time < size(1, 10); time++) {
      for (let writes = 0; writes < 20; writes++) await load.nextWrite()
      const refusedBefore = load.answers.get(503) ?? 0
      const filling = fill()
      await expect.poll(() => load.answers.get(503) ?? 0, { timeout: 60_000 }).toBeGreaterThan(refusedBefore)
      expect((await fetch(`${program.url}/health`)).status).toBe(200)
      rmSync(filling)
      const [began, before] = [performance.now(), load.acknowledged.length]
      const more = { timeout: 60_000, interval: 5, message: "nobody can write again" }
      await expect.poll(() => load.acknowledged.length, more).toBeGreaterThan(before)
      recoveries.push(performance.now() - began)
    }
    await load.stop()
    expect(load.surprises).toEqual([])
    const kept = await column(embeddedUrl(program.dataDir), "leads", "name")
    expect(load.acknowledged.filter((name) => kept.filter((each) => each === name).length !== 1)).toEqual([])
    expect(Math.max(...recoveries)).toBeLessThan(RECOVERS_WITHIN)
    tell("a full disk", {
      fillings: recoveries.length,
      "writes acknowledged": load.acknowledged.length,
      lost: 0,
      "answered 503": load.answers.get(503) ?? 0,
      "slowest recovery, ms": Math.round(Math.max(...recoveries)),
    })
  } finally {
    await program.stop()
  }
})
