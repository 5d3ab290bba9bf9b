import { type Browser, chromium } from "@playwright/test"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { links } from "#db/schema/proposals"
import { transact } from "~/platform/data/database.server"
import { token as aToken, sha256 } from "~/platform/security/crypto.server"
import { revokeLink } from "~/proposals/revoke-link.server"
import { pages } from "~/routes"
import { aFullWorld, tokenHeldBy, type World } from "../support/a-full-world"
import { browserArguments, ensureBrowser } from "../support/browser"
import { type Program, startProgram } from "../support/program"
import { ourDatabase, rows, runJobs } from "../support/world"

/* PORT-02: every address that a secret opens, taken from the table of pages, so that a new one is held to the same. */

type Path = keyof typeof pages
/** `opened` is right too, and what counts its uses is asked of it alone. */
type Key = "right" | "opened" | "wrong" | "expired" | "revoked"

/** Addresses that a client's link opens, and all that a secret opens. */
const ofClients = (Object.keys(pages) as Path[]).filter((path) => /^\/[pi]\/:token(\/|$)/.test(path))
const secret = (Object.keys(pages) as Path[]).filter((path) => path.includes(":token"))
const keys: Key[] = ["right", "wrong", "expired", "revoked"]

let world: World
let program: Program
let tokens: Record<string, Record<Key, string>>

/** Tokens of four documents of a kind, each in another state. */
async function tokensFor(make: () => Promise<string>): Promise<Record<Key, string>> {
  const held = async () => tokenHeldBy(world, await make())
  const [right, opened, expired, revoked] = [await held(), await held(), await held(), await held()]
  const { organizationId } = world
  const objects = await rows<{ id: typeof links.$inferSelect.id }>(
    world,
    "select id from links order by created_at desc, id desc limit 2",
  )
  const expiresAt = new Date(Date.now() - 60_000)
  await transact({ organizationId, now: new Date() }, (db) =>
    db.update(links).set({ expiresAt }).where(eq(links.id, objects[1]!.id)),
  )
  await revokeLink(world.owner, { linkId: objects[0]!.id })
  return { right, opened, wrong: aToken(), expired, revoked }
}

beforeAll(async () => {
  world = await aFullWorld()
  tokens = {
    p: await tokensFor(async () => (await world.sentProposal()).proposalId),
    i: await tokensFor(async () => (await world.heldInvoice()).invoiceId),
    reset: mailed(await world.reset()),
    email: mailed(await world.emailChange()),
    invitation: mailed(await world.invitation()),
  }
  await runJobs()
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const env = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey }
  program = await startProgram({ env: { ...env, SANDBOX: "1", DATA_DIR: process.env.DATA_DIR! } })
}, 180_000)
afterAll(() => program?.stop())

/** The token of a mail to one of us, whose end other tests see to. */
function mailed({ token }: { token: string }): Record<Key, string> {
  return { right: token, opened: token, wrong: aToken(), expired: aToken(), revoked: aToken() }
}

const addressOf = (path: Path, key: Key) => {
  const held = tokens[path.split("/")[1]!]
  if (!held) throw new Error(`Which token opens ${path}? Say so above.`)
  return path.replace(":token", held[key])
}

/** What is only pressed has no page of its own: a visit leads back to the document. */
const isPressed = (path: Path) => ["/p/:token/seen", "/i/:token/seen", "/i/:token/pay"].includes(path)

const asked = (address: string, init: RequestInit = {}) =>
  fetch(`${program.url}${address}`, { redirect: "manual", ...init })

/** What is missing from an answer of which nobody else shall know. */
function complaints({ headers }: Response): string[] {
  const expected: [string, RegExp][] = [
    ["x-robots-tag", /noindex/],
    ["referrer-policy", /^(same-origin|no-referrer)$/],
    ["cache-control", /no-store/],
    ["content-security-policy", /default-src '(self|none)'/],
    ["cross-origin-resource-policy", /same-origin/],
  ]
  return expected.filter(([name, form]) => !form.test(headers.get(name) ?? "")).map(([name]) => name)
}

/** A page without what is another for each answer: its nonce, its request, its token. */
const plain = (html: string, token: string) =>
  html
    .replaceAll(token, "TOKEN")
    .replaceAll(/nonce="[^"]*"/g, "")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")

/** How often the links were used whose uses are counted. */
async function uses() {
  const hashes = [tokens.p!.opened, tokens.i!.opened].map(sha256)
  const counted =
    "select count(*)::int as n from link_uses u join links l on l.id = u.link_id where l.token_hash = any($1)"
  return (await rows<{ n: number }>(world, counted, [hashes]))[0]!.n
}

describe.each(secret)("%s", (path) => {
  it("is for no search engine, no cache and no other site, whatever the link is worth", async () => {
    for (const key of keys) {
      const address = addressOf(path, key)
      const form = { method: "POST", headers: { Origin: program.url }, body: new URLSearchParams() }
      const answers = [await asked(address), await asked(`${address}.data`), await asked(address, form)]
      for (const answer of answers) expect({ key, missing: complaints(answer) }).toEqual({ key, missing: [] })
    }
  })
})

describe.each(ofClients)("%s", (path) => {
  it("says the same of a wrong, an expired and a revoked link", async () => {
    const told: { status: number; html: string }[] = []
    for (const key of ["wrong", "expired", "revoked"] as const) {
      const address = addressOf(path, key)
      const answer = await asked(address)
      const location = answer.headers.get("location") ?? ""
      const token = address.split("/")[2]!
      told.push({ status: answer.status, html: plain((await answer.text()) + location, token) })
    }
    expect(told[1]).toEqual(told[0])
    expect(told[2]).toEqual(told[0])
    expect([303, 404]).toContain(told[0]!.status)
  })

  it("leaves a trace of each time that it is opened", async () => {
    const before = await uses()
    const { status, headers } = await asked(addressOf(path, "opened"))
    const leadsOn = status === 303 && isPressed(path) && headers.get("location") !== null
    expect(status === 200 || leadsOn).toBe(true)
    await expect.poll(uses, { timeout: 10_000, interval: 20 }).toBe(before + (leadsOn ? 0 : 1))
  })
})

describe("in a browser", () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: ensureBrowser(() => {}), args: browserArguments })
  })
  afterAll(() => browser.close())

  it("no page that a link opens asks anything of another site", async () => {
    const context = await browser.newContext()
    const origins = new Set<string>()
    context.on("request", (request) => origins.add(new URL(request.url()).origin))
    const screens = secret.filter((path) => pages[path].file.endsWith(".tsx"))
    for (const path of screens) {
      const page = await context.newPage()
      for (const key of ["right", "wrong"] as const) {
        await page.goto(`${program.url}${addressOf(path, key)}`, { waitUntil: "networkidle" })
      }
      await page.close()
    }
    expect([...origins]).toEqual([program.url])
    await context.close()
  })
})
