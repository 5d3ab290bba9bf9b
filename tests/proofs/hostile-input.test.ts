import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sources } from "../support/sources"
import { chanceOf } from "./support/chance"
import type { Targets } from "./support/hostile-draft"
import { hostileRequest } from "./support/hostile-requests"
import type { HostileRequest } from "./support/hostile-writing"
import { part, size, tell } from "./support/proof"
import { feelPulse, type Pulse, residentBytes } from "./support/pulse"
import { type RawAnswer, sendRaw } from "./support/raw-http"
import { decoded, everyForm, type ServedForm } from "./support/served-forms"
import { aServedWorld, type ServedWorld } from "./support/served-world"

const MIB = 1_024 * 1_024
const LONGEST_STALL_MS = 250
const MOST_GROWTH = 100 * MIB
const ANSWERED_WITHIN_MS = 8_000
/** A larger body that is refused unread may take the answer along when its connection is to be closed. */
const MOST_UNREAD = 16 * 1_024
const AT_ONCE = 4
const BATCH = 25
/** Batches until everything has been loaded and used once; memory is compared with what it was then. */
const WARM_AFTER = size(0, 40)

/** What only a stack or a library's own words would say. */
const FAILED = /.{0,80}(?:\bat \S+ \((?:file|node|\/)|node_modules|\bError: ).{0,200}/

/** Set both to send one case of a run again. */
const seed = Number(process.env.HOSTILE_SEED ?? Date.now() % 1_000_000_000)
const only = process.env.HOSTILE_CASE

let served: ServedWorld
let targets: Targets
let pulse: ReturnType<typeof feelPulse>

const isPlain = (path: string) => /^\/(p|i|f|login|reset|setup|link|invitation)(\/|$)/.test(path)

/** The names of query parameters that the program's own sources read. */
const parametersRead = () => [
  ...new Set(
    [...sources().values()].flatMap((text) =>
      [...text.matchAll(/searchParams\.\w+\("(\w+)"/g)].map(([, name]) => name!),
    ),
  ),
]

async function findTargets(): Promise<Targets> {
  const cookie = await served.ownerCookie()
  const ask = async (address: string) => {
    const headers: Record<string, string> = isPlain(address) ? {} : { Cookie: cookie }
    const answer = await fetch(`${served.program.url}${address}`, { headers, redirect: "manual" })
    const html = await answer.text()
    return answer.headers.get("content-type")?.startsWith("text/html") ? html : null
  }
  const addresses = Object.values(served.addresses)
  const forms = await everyForm(addresses, ask)
  const parameters = [...parametersRead(), "q", "sort", "filter", "status", "owner", "cursor", "page", "_data"]
  return { origin: served.program.url, addresses, forms, parameters, cookies: { nobody: "", owner: cookie } }
}

beforeAll(async () => {
  served = await aServedWorld()
  targets = await findTargets()
  pulse = feelPulse(served.program.url, served.program.pid)
}, 180_000)

afterAll(async () => {
  await pulse?.stop()
  await served?.program.stop()
})

const send = ({ head, body, hangsUp }: HostileRequest) =>
  sendRaw(targets.origin, [head, body], { withinMs: ANSWERED_WITHIN_MS, hangUp: hangsUp })

const caseOf = (number: number) => hostileRequest(chanceOf(seed, number), targets)

/** What the program wrote besides saying where it is. */
const errorsLogged = () =>
  served.program
    .output()
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("Signoff serves"))

/** What is wrong with how a request was answered, as sentences. */
function complaints(
  { isWhole, asks, body: sent }: HostileRequest,
  { ended, status, headers, body, milliseconds }: RawAnswer,
): string[] {
  const isRead = asks.method !== "HEAD" && status >= 400 && asks.html && !asks.target.split("?")[0]!.endsWith(".data")
  const isEndless = headers.get("content-type")?.startsWith("text/event-stream") ?? false
  const words = body.replaceAll(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]*>/g, " ").trim()
  const wrong: [boolean, string][] = [
    [status >= 500, `answered ${status}`],
    [isWhole && ended === "silent", "was never answered"],
    [isWhole && ended === "closed" && sent.length <= MOST_UNREAD, "was left alone"],
    [isWhole && !isEndless && milliseconds > ANSWERED_WITHIN_MS, "took too long"],
    [FAILED.test(body), `shows where the program failed (${FAILED.exec(body)?.[0]})`],
    [isRead && headers.has("x-request-id") && !/[a-z]{3,} [a-z]+/i.test(words), `says nothing about its ${status}`],
  ]
  return wrong.flatMap(([isWrong, sentence]) => (isWrong ? [sentence] : []))
}

/** Sends a run of cases, a few at once, and answers what was wrong with each. */
async function run(numbers: readonly number[], statuses: Map<number, number>): Promise<string[]> {
  const waiting = [...numbers]
  const found: string[] = []
  const sender = async () => {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
      const request = caseOf(number)
      const answer = await send(request)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      for (const sentence of complaints(request, answer)) found.push(`case ${number} ${sentence}: ${request.what}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  return found
}

/** Of a batch in which the program stood still, the cases that make it stand still when sent alone, twice, while the processor was its own: the rest was the machine. */
async function stallsIn(numbers: readonly number[]): Promise<string[]> {
  const found: string[] = []
  for (const number of numbers) {
    const stalls: Pulse[] = []
    for (let time = 0; time < 2; time++) {
      await pulse.take()
      await send(caseOf(number))
      const after = await pulse.take()
      if (after.ownStallMs <= LONGEST_STALL_MS) break
      stalls.push(after)
    }
    if (stalls.length === 2)
      found.push(`case ${number} stalls for ${stalls[1]!.ownStallMs.toFixed(0)} ms: ${caseOf(number).what}`)
  }
  return found
}

/** Whoever was signed out by what they sent signs in again. */
async function signInAgain(): Promise<void> {
  const { status } = await fetch(`${targets.origin}/`, {
    headers: { Cookie: targets.cookies.owner },
    redirect: "manual",
  })
  if (status !== 200) targets.cookies.owner = await served.ownerCookie()
}

describe(`whatever is sent (HOSTILE_SEED=${seed})`, () => {
  test("there are forms and addresses to send it to", () => {
    const filled = targets.forms.filter(({ typed }) => typed.length > 0)
    expect(targets.addresses.length).toBeGreaterThan(80)
    expect(filled.length).toBeGreaterThan(20)
  })

  test("a person is told at the field, and finds everything typed", async () => {
    const wrong: string[] = []
    let asked = 0
    for (const form of targets.forms.filter(hasWords)) {
      asked += 1
      wrong.push(...(await mistyped(form)))
    }
    tell("Mistyped forms", { forms: asked })
    expect(wrong).toEqual([])
  })

  test("a person whose form is too large is told so, over the connection that their browser keeps", async () => {
    const body = new URLSearchParams({ email: "a@b.example", password: "x".repeat(2 * MIB) })
    const headers = { Origin: targets.origin, Accept: "text/html" }
    const answer = await fetch(`${targets.origin}/login`, { method: "POST", headers, body })
    expect([answer.status, await answer.text()]).toEqual([
      413,
      expect.stringContaining("more than can be taken at once"),
    ])
  })

  test("a program that stands still is seen to, and one that goes on is not", async () => {
    await pulse.take()
    process.kill(served.program.pid(), "SIGSTOP")
    await pause(2 * LONGEST_STALL_MS)
    process.kill(served.program.pid(), "SIGCONT")
    expect((await pulse.take()).ownStallMs).toBeGreaterThan(LONGEST_STALL_MS)
    await expect.poll(async () => (await pulse.take()).ownStallMs, { timeout: 10_000 }).toBeLessThan(LONGEST_STALL_MS)
  })

  test("no request fails, stalls or fills the program", async () => {
    const all = Array.from({ length: size(400, 20_000) }, (_, number) => number)
    const cases = only ? [Number(only)] : part(all)
    const statuses = new Map<number, number>()
    const wrong: string[] = []
    const worst = { stall: 0, health: 0, noise: 0, growth: 0 }
    let doubted = 0
    await pulse.take()
    const resident: number[] = []
    for (let first = 0; first < cases.length; first += BATCH) {
      const numbers = cases.slice(first, first + BATCH)
      await signInAgain()
      wrong.push(...(await run(numbers, statuses)))
      const { stallMs, healthMs, noiseMs, residentBytes } = await pulse.take()
      resident.push(residentBytes)
      worst.stall = Math.max(worst.stall, stallMs)
      worst.health = Math.max(worst.health, healthMs)
      worst.noise = Math.max(worst.noise, noiseMs)
      if (stallMs > LONGEST_STALL_MS) {
        doubted += 1
        wrong.push(...(await stallsIn(numbers)))
      }
    }
    const [ground = 0] = resident.slice(WARM_AFTER)
    worst.growth = Math.max(0, ...resident.slice(WARM_AFTER)) - ground
    const mb = (bytes: number) => `${(bytes / MIB).toFixed(0)} MB`
    tell("Whatever is sent is answered", {
      ...{ seed, cases: cases.length, forms: targets.forms.length, addresses: targets.addresses.length },
      statuses: [...statuses]
        .sort(([a], [b]) => a - b)
        .map(([status, count]) => `${status || "none"}×${count}`)
        .join(" "),
      "longest stall": `${worst.stall.toFixed(0)} ms`,
      "slowest /health": `${worst.health.toFixed(0)} ms`,
      "noise of the machine": `${worst.noise.toFixed(0)} ms`,
      "batches looked at again": doubted,
      "most growth": mb(worst.growth),
      memory: resident
        .filter((_, at) => at % Math.ceil(resident.length / 10) === 0)
        .map(mb)
        .join(" → "),
    })
    expect.soft(wrong.length, wrong.slice(0, 30).join("\n")).toBe(0)
    expect.soft(errorsLogged().length, errorsLogged().slice(0, 30).join("\n")).toBe(0)
    expect(worst.growth, mb(worst.growth)).toBeLessThan(MOST_GROWTH)
  })

  test("three hundred megabytes fill nothing, however they are sent", async () => {
    const before = residentBytes(served.program.pid())
    for (const [what, request] of Object.entries(floods())) {
      for (let time = 0; time < size(1, 10); time++) {
        const { ended, status, milliseconds } = await sendRaw(targets.origin, request, { withinMs: 30_000 })
        expect(ended, what).not.toBe("silent")
        expect([0, 400, 411, 413, 431], what).toContain(status)
        expect(milliseconds, what).toBeLessThan(ANSWERED_WITHIN_MS)
      }
    }
    await pulse.take()
    const growth = residentBytes(served.program.pid(), "VmHWM") - before
    tell("Bodies of 300 MB", {
      bodies: Object.keys(floods()).length * size(1, 10),
      growth: `${(growth / MIB).toFixed(0)} MB`,
    })
    expect(growth).toBeLessThan(MOST_GROWTH)
  })
})

/** 300 MB, never held at once, sent as what it is, in chunks, as more than was announced, and as a file. */
function floods(): Record<string, Iterable<Buffer | string>> {
  const { host } = new URL(targets.origin)
  const piece = Buffer.alloc(MIB, 0x61)
  const head = (...lines: string[]) =>
    [
      "POST /login HTTP/1.1",
      `Host: ${host}`,
      `Origin: ${targets.origin}`,
      "Content-Type: application/x-www-form-urlencoded",
      "Connection: close",
      ...lines,
      "",
      "",
    ].join("\r\n")
  const flood = (first: string, framed: (piece: Buffer) => Buffer = (each) => each) => ({
    *[Symbol.iterator]() {
      yield first
      for (let sent = 0; sent < 300; sent++) yield framed(piece)
    },
  })
  const chunk = Buffer.concat([Buffer.from(`${MIB.toString(16)}\r\n`), piece, Buffer.from("\r\n")])
  return {
    "with its length": flood(head(`Content-Length: ${300 * MIB}`)),
    "in chunks": flood(head("Transfer-Encoding: chunked"), () => chunk),
    "without a length": flood(head()),
    "more than was said": flood(head("Content-Length: 10")),
    "a head without end": flood("GET / HTTP/1.1\r\nX-Head: "),
  }
}

/** A form one types into. The one that asks for a new link answers the same whatever was typed, so that nothing can be learnt from it. */
const hasWords = ({ action, method, typed }: ServedForm) => method === "POST" && typed.length > 0 && action !== "/link"

/** What is wrong with the answer to a form in which each typed field holds a mark, and one a sign that cannot be kept. */
async function mistyped({ action, fields, typed, page }: ServedForm): Promise<string[]> {
  const marked = new URLSearchParams(
    fields.map(([name, value]) => [name, typed.includes(name) ? `typed-${name}` : value]),
  )
  marked.set(typed[0]!, `typed-${typed[0]}\u000b`)
  const headers: Record<string, string> = { Origin: targets.origin, Accept: "text/html" }
  if (!isPlain(action)) headers.Cookie = targets.cookies.owner
  const answer = await fetch(`${targets.origin}${action}`, {
    method: "POST",
    headers,
    body: marked,
    redirect: "manual",
  })
  const html = decoded(await answer.text())
  const lost = typed.filter((name) => !html.includes(`typed-${name}`))
  const what = `${action} on ${page}`
  return [
    ...(answer.status === 422 ? [] : [`${what} answered ${answer.status}`]),
    ...(lost.length === 0 ? [] : [`${what} lost ${lost.join(", ")}`]),
    ...(/aria-invalid="true"|role="alert"/.test(html) ? [] : [`${what} says nothing at a field`]),
  ]
}
