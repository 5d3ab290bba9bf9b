import { spawn } from "node:child_process"
import { once } from "node:events"
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"

let root: string

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const steps = () =>
  existsSync(join(root, "steps")) ? readFileSync(join(root, "steps"), "utf8").trim().split("\n") : []
const recording = (step: string, then: string) =>
  `const fs = require("node:fs"); fs.appendFileSync("steps", "${step}\\n"); ${then}`
const lockfile = JSON.stringify({
  packages: {
    "": {},
    "node_modules/one": { version: "1.0.0" },
    "node_modules/other": { version: "1.0.0", optional: true },
  },
})
const installedByNpm = JSON.stringify({ packages: { "node_modules/one": { version: "1.0.0" } } })

/** A checkout whose npm, Remix and esbuild only write down that they were called. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "signoff-ensure-"))
  for (const file of ["db/ensure.mjs", "db/lock.mjs", "build-budgets.mjs", "build-manifest.mjs"])
    cpSync(join(import.meta.dirname, "..", file), join(root, file))
  put("package.json", "{}")
  put("package-lock.json", lockfile)
  put("app/root.tsx", "one")
  put("server.ts", "one")
  put(
    "tools/npm-cli.js",
    recording(
      "install",
      `fs.mkdirSync("node_modules", { recursive: true }); fs.writeFileSync("node_modules/.package-lock.json", ${JSON.stringify(installedByNpm)})`,
    ),
  )
  put("node_modules/@remix-run/dev/dist/cli.js", recording("build", `fs.mkdirSync("build", { recursive: true })`))
  put("node_modules/.bin/esbuild", `#!${process.execPath}\n${recording("bundle", "")}`)
  chmodSync(join(root, "node_modules/.bin/esbuild"), 0o755)
})

afterEach(() => rmSync(root, { recursive: true }))

async function ensure(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, npm_execpath: join(root, "tools/npm-cli.js") }
  const child = spawn(process.execPath, [join(root, "db/ensure.mjs"), ...args], { env })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk))
  const [code] = (await once(child, "close")) as [number]
  return { code, said }
}

test("a fresh checkout is installed and built, and a second start does neither", async () => {
  expect((await ensure()).code).toBe(0)
  expect(steps()).toEqual(["install", "build", "bundle"])
  expect(await ensure()).toEqual({ code: 0, said: "" })
  expect(steps()).toHaveLength(3)
})

test("packages that npm was told by hand to install are not installed again", async () => {
  put("node_modules/.package-lock.json", installedByNpm)
  await ensure("install")
  expect(steps()).toEqual([])
})

test("another lockfile is installed again", async () => {
  await ensure("install")
  put("package-lock.json", lockfile.replaceAll("1.0.0", "1.0.1"))
  await ensure("install")
  expect(steps()).toEqual(["install", "install"])
})

test("a changed source is built again, one that was only touched and a changed test are not", async () => {
  await ensure("build")
  utimesSync(join(root, "app/root.tsx"), new Date(), new Date(0))
  put("app/root.test.tsx", "a test")
  await ensure("build")
  expect(steps()).toEqual(["build", "bundle"])
  appendFileSync(join(root, "app/root.tsx"), "two")
  await ensure("build")
  expect(steps()).toEqual(["build", "bundle", "build", "bundle"])
})

test("a build that fails shows why, ends in one line, and is tried again", async () => {
  put("node_modules/@remix-run/dev/dist/cli.js", `console.error("no such component"); process.exit(3)`)
  const { code, said } = await ensure("build")
  expect(code).toBe(1)
  expect(said).toContain("no such component")
  expect(said).toContain("Building failed (node node_modules/@remix-run/dev/dist/cli.js vite:build: code 3).")
  expect((await ensure("build")).code).toBe(1)
})

test("of two starts at once one builds and the other waits for it", async () => {
  const results = await Promise.all([ensure("build"), ensure("build"), ensure("build")])
  expect(results.map((result) => result.code)).toEqual([0, 0, 0])
  expect(steps()).toEqual(["build", "bundle"])
})

test("a step that is none is refused", async () => {
  expect((await ensure("deploy")).code).toBe(2)
})
