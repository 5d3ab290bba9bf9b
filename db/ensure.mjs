import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliCompressSync, gzipSync } from "node:zlib"
import { keepBudgets } from "../build-budgets.mjs"
import { foldManifest } from "../build-manifest.mjs"
import { lockHolder, releaseLock, takeLock } from "./lock.mjs"

// Makes a checkout ready to run, with nothing but Node.js and npm: installs the packages of the lockfile and builds, each only when needed.
// Usage: node db/ensure.mjs [install|build]

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const LOCK = join(ROOT, ".cache", "ensure.lock")
const INSTALLED = join(ROOT, "node_modules", ".installed.json")
const BUILT = join(ROOT, "build", ".built.json")
const SOURCES = [
  "app",
  "db",
  "public",
  "server.ts",
  "vite.config.ts",
  "build-budgets.mjs",
  "build-chunks.ts",
  "build-markup.ts",
  "build-manifest.mjs",
  "remix.config.js",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
]
const PDF_WORKER = "app/adapters/pdf/worker.ts"

/** Whether node_modules holds what the lockfile says, for this platform. npm's own record tells too, so an `npm install` by hand is not repeated. */
function isInstalled() {
  const wanted = installation()
  const stamp = readJson(INSTALLED)
  if (stamp?.lockfile === wanted.lockfile && stamp.platform === wanted.platform) return true
  if ((stamp && stamp.platform !== wanted.platform) || !holdsTheLockfile()) return false
  writeFileSync(INSTALLED, JSON.stringify(wanted))
  return true
}

const installation = () => ({
  lockfile: digest(readFileSync(join(ROOT, "package-lock.json"))),
  platform: `${process.platform}-${process.arch}`,
})

function holdsTheLockfile() {
  const installed = readJson(join(ROOT, "node_modules", ".package-lock.json"))?.packages
  if (!installed) return false
  const wanted = Object.entries(readJson(join(ROOT, "package-lock.json")).packages).filter(([path]) => path !== "")
  return wanted.every(([path, { version, optional, devOptional }]) =>
    installed[path] ? installed[path].version === version : optional || devOptional,
  )
}

async function install() {
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js") ? [process.execPath, process.env.npm_execpath] : ["npm"]
  await run("Installing packages", [...npm, "ci", "--include=dev", "--no-audit", "--no-fund"])
  writeFileSync(INSTALLED, JSON.stringify(installation()))
}

/** Whether the build was made from the sources as they are. Sizes and times are looked at first, contents only where these differ. */
function isBuilt() {
  const built = readJson(BUILT)
  if (!built) return false
  const now = sourceTimes()
  if (JSON.stringify(now) === JSON.stringify(built.times)) return true
  if (sourceDigest(now) !== built.of) return false
  writeFileSync(BUILT, JSON.stringify({ of: built.of, times: now }))
  return true
}

async function build() {
  const times = sourceTimes()
  const of = sourceDigest(times)
  const bundle = (from, to) => [
    ...[join(ROOT, "node_modules/.bin/esbuild"), from, "--bundle", "--platform=node", "--format=esm"],
    ...["--target=node20", "--packages=external", "--log-level=warning", `--outfile=${to}`],
  ]
  await run("Building", [process.execPath, "node_modules/@remix-run/dev/dist/cli.js", "vite:build"], {
    NODE_ENV: "production",
  })
  await run("Building the server", bundle("server.ts", "build/server.js"))
  if (existsSync(join(ROOT, PDF_WORKER)))
    await run("Building the PDF worker", bundle(PDF_WORKER, "build/pdf-worker.js"))
  foldManifest(join(ROOT, "build", "client"))
  compress(join(ROOT, "build", "client"))
  keepBudgets(ROOT)
  writeFileSync(BUILT, JSON.stringify({ of, times }))
}

/** Puts a compressed copy beside each text that browsers fetch: what is served for years is compressed once, as well as it can be. */
function compress(folder) {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(?:m?js|css|svg|txt|json)$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const text = readFileSync(path)
    writeFileSync(`${path}.br`, brotliCompressSync(text))
    writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }))
  }
}

function sourceTimes() {
  const times = {}
  const visit = (path) => {
    const stat = statSync(join(ROOT, path), { throwIfNoEntry: false })
    if (stat?.isDirectory()) for (const entry of readdirSync(join(ROOT, path)).sort()) visit(`${path}/${entry}`)
    else if (stat && !/\.test\.tsx?$/.test(path)) times[path] = `${stat.size} ${stat.mtimeMs}`
  }
  for (const source of SOURCES) visit(source)
  return times
}

const sourceDigest = (times) => digest(...Object.keys(times).flatMap((path) => [path, readFileSync(join(ROOT, path))]))

function digest(...parts) {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part).update("\0")
  return hash.digest("hex")
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch {
    return null
  }
}

/** Runs a long step: its time is shown while it runs, its own words only when it fails. */
function run(title, [command, ...args], env = {}) {
  const began = Date.now()
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`
  const live = process.stdout.isTTY
  const tell = (line, end = "\n") => process.stdout.write(live ? `\r\x1b[K${line}${end}` : `${line}\n`)
  tell(`${title} …`, "")
  const timer = setInterval(() => tell(`${title} … ${seconds()}`, ""), live ? 1000 : 10_000)
  return new Promise((done, failed) => {
    const said = []
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    })
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(chunk))
    child.once("error", (error) => failed(new Error(`${title} failed: ${error.message}`)))
    child.once("close", (code, signal) => {
      if (code === 0) {
        tell(`${title}: ${seconds()}`)
        return done()
      }
      tell(`${title} failed after ${seconds()}:`)
      process.stdout.write(Buffer.concat(said))
      failed(
        new Error(
          `${title} failed (${[command === process.execPath ? "node" : command, ...args].join(" ")}: ${signal ?? `code ${code}`}).`,
        ),
      )
    })
  }).finally(() => clearInterval(timer))
}

const STEPS = { install: [isInstalled, install], build: [isBuilt, build] }

async function ensure(names) {
  const wanting = () => names.find((name) => !STEPS[name][0]())
  if (!wanting()) return
  mkdirSync(dirname(LOCK), { recursive: true })
  for (let told = false; !takeLock(LOCK); told = true) {
    if (!told)
      console.log(`Another start (process ${lockHolder(LOCK)?.pid ?? "?"}) is installing or building; waiting for it.`)
    await new Promise((resume) => setTimeout(resume, 250))
  }
  try {
    for (let name = wanting(); name; name = wanting()) {
      await STEPS[name][1]()
      if (!STEPS[name][0]())
        console.log(`The ${name === "build" ? "sources" : "lockfile"} changed meanwhile: once more.`)
    }
  } finally {
    releaseLock(LOCK)
  }
}

const [major, minor] = process.versions.node.split(".").map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Signoff needs Node.js 20.19 or later; this is ${process.versions.node}.`)
  process.exit(1)
}
const asked = process.argv[2]
if (asked && !STEPS[asked]) {
  console.error(`"${asked}" is no step: install, build, or nothing for both.`)
  process.exit(2)
}
ensure(asked ? [asked] : ["install", "build"]).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
