import { spawn } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { stripVTControlCharacters } from "node:util"

// The whole test command: lint and types beside rules, commands and contracts, then proofs in their short size, then journeys.
// Usage: node tests/run.mjs [--external] [--only=lint,types,vitest,proofs,journeys]
//        node tests/run.mjs --long [payments numbers …]    the proofs alone, at full size, all or those named
//        node tests/run.mjs --long --parts=4 payments      those named, shared out among so many processes at once

const ROOT = fileURLToPath(new URL("..", import.meta.url))
const REPORTS = join(ROOT, ".cache", "test-reports")
const BIN = join(ROOT, "node_modules", ".bin")
const external = process.argv.includes("--external")
const long = process.argv.includes("--long")
const named = process.argv.slice(2).filter((word) => !word.startsWith("--"))
const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
const only = option("only")?.split(",")
const parts = Number(option("parts") ?? 1)

/** The environment of every stage: what configures a person's own installation does not reach the tests. */
function environment() {
  const env = { ...process.env, CI: "1", NODE_ENV: "test", FORCE_COLOR: "0" }
  const ours =
    /^(PORT|HOST|APP_URL|TRUST_PROXY|DATA_DIR|DATABASE_\w+|SECRET_KEY|STRIPE_\w+|SENDGRID_\w+|SMTP_URL|MAIL_FROM|OPENAI_\w+|SANDBOX\w*|LOG_LEVEL|METRICS_TOKEN|RATE_LIMITS)(_FILE)?$/
  for (const name of Object.keys(env)) if (ours.test(name)) delete env[name]
  if (external) env.DATABASE_URL = process.env.DATABASE_URL
  delete env.NO_COLOR
  return env
}

/** Runs a command, says every fifteen seconds that it still runs, and keeps what it writes. */
function run(title, command, args, env = {}) {
  const began = Date.now()
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`
  const timer = setInterval(() => console.log(`${title} … ${seconds()}`), 15_000)
  return new Promise((done) => {
    let said = ""
    let words = ""
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...environment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    })
    child.stdout.on("data", (chunk) => {
      said += chunk
      words += chunk
    })
    child.stderr.on("data", (chunk) => {
      said += chunk
    })
    child.once("error", (error) => done({ code: 1, said: error.message, words, seconds: seconds() }))
    child.once("close", (code) => done({ code: code ?? 1, said: said.trim(), words: words.trim(), seconds: seconds() }))
  }).finally(() => clearInterval(timer))
}

/** A stage that is one test: its command succeeds or fails. */
async function single(title, command, args) {
  const { code, said, seconds } = await run(title, command, args)
  return {
    title,
    seconds,
    passed: code === 0 ? 1 : 0,
    skipped: 0,
    failures: code === 0 ? [] : [{ name: title, why: said }],
  }
}

const lint = () => single("lint", join(BIN, "biome"), ["check", "--max-diagnostics=200", "--reporter=default", "."])
const types = () => single("types", join(BIN, "tsc"), ["--noEmit", "--pretty", "false"])

const vitest = () => tested("rules, commands and contracts", "vitest", [])

/** The proofs in one process, or shared out among several; each has databases and reports of its own. */
async function proofs() {
  if (parts === 1) return someProofs("proofs", {})
  const shares = Array.from({ length: parts }, (_, at) =>
    someProofs(`proofs-${at + 1}`, { PART: `${at + 1}/${parts}` }),
  )
  const results = await Promise.all(shares)
  const sum = (count) => results.reduce((total, result) => total + count(result), 0)
  return {
    title: `proofs in ${parts} parts`,
    seconds: results.map(({ seconds }) => seconds).join(", "),
    passed: sum(({ passed }) => passed),
    skipped: sum(({ skipped }) => skipped),
    failures: results.flatMap(({ title, failures }) =>
      failures.map((each) => ({ ...each, name: `${title}: ${each.name}` })),
    ),
  }
}

/** Proofs, with an account of what each did as it ends. */
async function someProofs(name, env) {
  const account = join(REPORTS, `${name}.txt`)
  const title = env.PART ? `proofs ${env.PART}` : "proofs"
  let told = 0
  const tellNews = () => {
    const lines = existsSync(account) ? readFileSync(account, "utf8").split("\n").slice(0, -1) : []
    for (const line of lines.slice(told)) console.log(`PROOF  ${env.PART ? `${env.PART}  ` : ""}${line}`)
    told = lines.length
  }
  const timer = setInterval(tellNews, 1_000)
  const files = named.map((proof) => `tests/proofs/${proof}.test.ts`)
  const config = ["--config", "tests/proofs/vitest.config.ts"]
  const size = { PROOFS: long ? "long" : "short", PROOFS_ACCOUNT: account }
  const result = await tested(title, name, [...config, ...files], { ...size, ...env })
  clearInterval(timer)
  tellNews()
  return result
}

async function tested(title, name, args, env = {}) {
  const report = join(REPORTS, `${name}.json`)
  const reporting = ["--reporter=json", `--outputFile=${report}`]
  const result = await run(title, join(BIN, "vitest"), ["run", ...reporting, ...args], env)
  const files = readReport(report)?.testResults ?? []
  const tests = files.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: file.name.replace(ROOT, "") })),
  )
  const told = (test) => ({
    name: `${test.file}: ${test.fullName}`,
    why: withoutLibraries(test.failureMessages.join("\n")),
  })
  const failures = tests.filter((test) => test.status === "failed").map(told)
  for (const file of files) {
    const isTold = file.assertionResults.some((test) => test.status === "failed")
    if (file.status === "failed" && !isTold)
      failures.push({ name: file.name.replace(ROOT, ""), why: file.message || "The file could not be run." })
  }
  return counted(title, result, failures, {
    passed: tests.filter((test) => test.status === "passed").length,
    skipped: tests.filter((test) => ["pending", "skipped", "todo", "disabled"].includes(test.status)).length,
    again: tests.filter((test) => test.status === "passed" && test.failureMessages.length > 0).map(told),
  })
}

const withoutLibraries = (stack) => stack.replaceAll(/^ +at .*node_modules.*\n?/gm, "")

async function journeys() {
  const report = join(REPORTS, "journeys.json")
  const browser = await run("finding Chromium", process.execPath, ["--import", "tsx", "tests/support/browser.ts"])
  if (browser.code !== 0)
    return counted("journeys", browser, [{ name: "journeys", why: browser.said }], { passed: 0, skipped: 0 })
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report, CHROMIUM_PATH: browser.words.split("\n").at(-1) }
  const result = await run("journeys", join(BIN, "playwright"), ["test", "--reporter=json"], env)
  const read = readReport(report)
  const tests = (read?.suites ?? []).flatMap((suite) => specsOf(suite, suite.title))
  const failures = tests.filter((test) => test.status === "unexpected").map(({ name, why }) => ({ name, why }))
  for (const error of read?.errors ?? []) failures.push({ name: "journeys", why: error.stack ?? error.message })
  return counted("journeys", result, failures, {
    passed: tests.filter((test) => test.status === "expected" || test.status === "flaky").length,
    skipped: tests.filter((test) => test.status === "skipped").length,
    again: tests.filter((test) => test.status === "flaky").map(({ name, why }) => ({ name, why })),
  })
}

function specsOf(suite, file) {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status, results }) => {
      const errors = results.flatMap((result) => (result.errors ?? []).map((error) => error.stack ?? error.message))
      return { status, name: `${file}: ${spec.title}`, why: errors.join("\n") }
    }),
  )
  return [...own, ...(suite.suites ?? []).flatMap((inner) => specsOf(inner, file))]
}

/** A stage of many tests. One that fails without naming a failed test, or runs none, is itself a failure. */
function counted(title, { code, said, seconds }, failures, { passed, skipped, again = [] }) {
  const tail = said.split("\n").slice(-30).join("\n")
  if (failures.length === 0 && code !== 0) failures.push({ name: title, why: `It ended with code ${code}.\n${tail}` })
  if (failures.length === 0 && passed === 0) failures.push({ name: title, why: `No test ran.\n${tail}` })
  return { title, seconds, passed, skipped, failures, again }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch {
    return null
  }
}

function tell({ title, seconds, passed, skipped, failures, again = [] }) {
  const tellEach = (word, tests) => {
    for (const { name, why } of tests)
      console.log(`\n${word}  ${name}\n${stripVTControlCharacters(why).replaceAll(/^/gm, "    ")}\n`)
  }
  tellEach("PASSED AT THE SECOND TRY", again)
  tellEach("FAILED", failures)
  const others = `${again.length ? `, ${again.length} at the second try` : ""}${skipped ? `, ${skipped} skipped` : ""}`
  console.log(`${title}: ${passed} passed, ${failures.length} failed${others} (${seconds})`)
}

async function main() {
  if (external && !process.env.DATABASE_URL)
    throw new Error(
      "test:external needs DATABASE_URL: an owner who may create databases and roles and is no superuser.",
    )
  if (!(parts >= 1) || (parts > 1 && !(long && named.length > 0)))
    throw new Error("--parts=4 goes with --long and the names of the proofs that can be shared out.")
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  const wants = (name) => (long ? name === "proofs" : !only || only.includes(name))
  const results = []
  const finish = async (running) => {
    const result = await running
    tell(result)
    results.push(result)
  }
  const first = { lint, types, vitest }
  await Promise.all(
    Object.keys(first)
      .filter(wants)
      .map((name) => finish(first[name]())),
  )
  if (wants("proofs")) await finish(proofs())
  if (wants("journeys")) await finish(journeys())
  const sum = (count) => results.reduce((total, result) => total + count(result), 0)
  const [passed, failed, skipped] = [sum((r) => r.passed), sum((r) => r.failures.length), sum((r) => r.skipped)]
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
  console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`)
}

main().catch((error) => {
  console.log(`${error.message}\n\n0 passed, 1 failed`)
  process.exitCode = 1
})
