import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { roles } from "~/organizations/role"
import { webPool } from "~/platform/data/database.server"
import { token } from "~/platform/security/crypto.server"
import { pages } from "~/routes"
import type { Program } from "../support/program"
import { checksumsOf, idsOf } from "../support/wall"
import { ourDatabase, rows } from "../support/world"
import { type Answered, type Asked, ask, fromOurPage, inParallel } from "./support/asking"
import { type Canaries, canariesOf } from "./support/canaries"
import { listen } from "./support/listening"
import { dataAddress, type Form, type Path, patternOf } from "./support/pages"
import { type Elsewhere, elsewhere, saidBy } from "./support/probing"
import { size, tell } from "./support/proof"
import { jobsDone, type Side, sessionOf, twoOrganizations } from "./support/two-organizations"

/*
 * Organization A and organization B behind one running program. Everybody who is not of A asks for everything of A's, at every address
 * of the table of pages, by every method, as a document and as data: each answer is that for names which exist nowhere, tells
 * nothing of A's, and A is afterwards as it was. An address of the table without an example in served-pages.ts does not compile.
 */

type Viewer = { who: string; cookie?: string }
/** `own` when it may well succeed with records of one's own, so that its answer is like no other. */
type Probe = Asked & { who: string; own?: true }

const paths = Object.keys(pages) as Path[]
const isBearer = (path: string) => /:(token|formKey)\b/.test(path)
const shell = "organizations/routes/shell"
/** As from another machine: what answers this machine alone is asked by others here. */
const remote = { "X-Forwarded-For": "203.0.113.9" }
const unsafe = (method: string) => method !== "GET" && method !== "HEAD"

let program: Program
let a: Side
let b: Side
let idsOfA: Set<string>
let canaries: Canaries
let nowhere: Elsewhere
let outsiders: Viewer[]
let probes = 0

beforeAll(async () => {
  ;({ program, a, b } = await twoOrganizations())
  idsOfA = await idsOf(a.world)
  canaries = await canariesOf(a.world, b.world)
  nowhere = elsewhere(idsOfA, Object.values(a.tokens))
  const members = roles.map((role) => ({ who: `the other organization's ${role}`, cookie: b.cookies[role] }))
  outsiders = [{ who: "nobody" }, ...members]
}, 180_000)

afterAll(async () => {
  tell("No wall is leaked through", { probes, canaries: canaries?.count ?? 0, addresses: paths.length })
  await program?.stop()
})

const said = ({ who, method = "GET", path, body }: Probe) =>
  `${who}, ${method} ${path}${body ? ` with ${body.slice(0, 300)}` : ""}`

async function sent(probe: Asked): Promise<Answered> {
  probes++
  const headers = { ...remote, ...(unsafe(probe.method ?? "GET") ? fromOurPage(program.url) : {}), ...probe.headers }
  const body = probe.body?.replace(/submission=[^&]*/g, () => `submission=${token().slice(0, 22)}`)
  return ask(program.url, { ...probe, body, headers })
}

/** What an answer tells of A's beyond what was asked. */
function leaks({ headers, body }: Answered, asked: string): string[] {
  const text = `${JSON.stringify(headers)}\n${body}`
  const ids = [...(text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [])].filter((id) => idsOfA.has(id))
  return [...new Set([...ids, ...canaries.in(text)])].filter((each) => !asked.includes(each))
}

/** What is wrong with the answer to a probe, as sentences. */
async function complaintsAbout(probe: Probe, found: string[]): Promise<void> {
  const twin = { ...probe, path: nowhere.of(probe.path), body: probe.body && nowhere.of(probe.body) }
  const isNamed = !probe.own && (twin.path !== probe.path || twin.body !== probe.body)
  const before = isNamed ? await sent(twin) : null
  const answer = await sent(probe)
  const told = leaks(answer, `${probe.path} ${probe.body ?? ""}`)
  if (told.length > 0) found.push(`${said(probe)} (${answer.status}): tells ${told.slice(0, 3).join(", ")}`)
  if (answer.status >= 500) found.push(`${said(probe)}: ${answer.status}`)
  if (before === null) return
  const [theirs, nobodys] = [answer, before].map((each) => nowhere.alike(saidBy(each)))
  if (theirs === nobodys) return
  const after = nowhere.alike(saidBy(await sent(twin)))
  if (theirs !== after)
    found.push(`${said(probe)}: ${answer.status}, and where nothing is ${before.status}: ${difference(theirs!, after)}`)
}

function difference(one: string, other: string): string {
  const at = [...one].findIndex((sign, place) => sign !== other[place])
  return `…${one.slice(Math.max(0, at - 60), at + 60)}… and …${other.slice(Math.max(0, at - 60), at + 60)}…`
}

async function complaints(all: readonly Probe[]): Promise<string[]> {
  const found: string[] = []
  await inParallel(all, 8, (probe) => complaintsAbout(probe, found))
  return found
}

/** An address of A's as a stranger can ask for it: a secret of A's only where it opens nothing. */
function addressFor(path: Path): string {
  const { tokens, addresses } = a
  if (!isBearer(path)) return addresses[path]
  const misplaced = path.startsWith("/p/") ? tokens.invoice : tokens.proposal
  return path.replace(/:(token|formKey)/, misplaced)
}

const encoded = (fields: readonly (readonly [string, string])[]) =>
  new URLSearchParams(fields.map(([...pair]) => pair)).toString()

/** A form of A's with its ids, and nothing of A's own words, which would be told back. */
const withIdsAlone = ({ fields }: Form) =>
  encoded(fields.map(([name, value]) => [name, idsOfA.has(value) || canaries.in(value).length === 0 ? value : "Probe"]))

/** What is sent to an address: the forms of A's own pages, or every id that any of them holds. */
function bodiesFor(path: Path): string[] {
  const forms = a.forms.filter(({ pattern }) => pattern === path)
  if (forms.length > 0) return [...new Set(forms.map(withIdsAlone))].slice(0, size(1, 3))
  const named = new Map(a.forms.flatMap(({ fields }) => fields).filter(([, value]) => idsOfA.has(value)))
  return [encoded([...named])]
}

/** The ways in which one address is asked for. */
function waysTo(path: Path, at: number): Asked[] {
  const address = addressFor(path)
  const { file } = pages[path]
  const shapes = [address, dataAddress(address), dataAddress(address, file), dataAddress(address, `${shell},${file}`)]
  const reads = size(["GET"], ["GET", "HEAD"])
  const writes = size(["POST"], ["POST", "PUT", "PATCH", "DELETE"])
  const bodies = bodiesFor(path)
  const all = shapes.flatMap((shape) => [
    ...reads.map((method) => ({ method, path: shape })),
    ...writes.flatMap((method) => bodies.map((body) => ({ method, path: shape, body }))),
  ])
  return size(
    all.filter((_, place) => place < 2 || place === 2 + (at % (all.length - 2))),
    all,
  )
}

/** Signing out ends the session it is asked with, so that it gets one of its own. */
const isEnd = (path: string) => path.startsWith("/logout")

async function probesBy(viewers: readonly Viewer[]): Promise<Probe[]> {
  const all: Probe[] = []
  for (const [at, path] of paths.entries())
    for (const way of waysTo(path, at))
      for (const { who, cookie } of viewers) if (!isEnd(path)) all.push({ ...way, who, cookie })
  return all
}

const filesFolder = () => join(program.dataDir, "files")

/** Everything of an organization, boiled down: its rows, its people and their sessions, its files. */
async function stateOf({ world }: Side): Promise<Record<string, string>> {
  const members = await rows<{ person_id: string }>(world, "select person_id from members")
  const people = [members.map(({ person_id }) => person_id)]
  const { rows: accounts } = await webPool().query("select * from people where id = any($1) order by id", people)
  const kept = "select id, organization_id, revoked_at, expires_at from sessions where person_id = any($1) order by id"
  const { rows: sessions } = await webPool().query(kept, people)
  const folder = join(filesFolder(), "org", world.organizationId)
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  const files = names.map((name) => [
    name,
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex"),
  ])
  const rest = { people: JSON.stringify(accounts), sessions: JSON.stringify(sessions), files: JSON.stringify(files) }
  return { ...(await checksumsOf(world)), ...rest }
}

/** Runs probes and holds that the organizations are afterwards, byte by byte, as they were. */
async function unharmed(sides: readonly Side[], work: () => Promise<string[]>): Promise<string[]> {
  await jobsDone()
  const before = await Promise.all(sides.map(stateOf))
  const found = await work()
  await jobsDone()
  const after = await Promise.all(sides.map(stateOf))
  const changed = before.flatMap((state, at) => Object.keys(state).filter((part) => state[part] !== after[at]![part]))
  return [...found, ...changed.map((part) => `${part} changed`)]
}

/** The forms of B's pages with an id of A's in one field, alone and after B's own: of a repeated text the last one holds. */
function mixedForms(): Probe[] {
  const { who, cookie } = outsiders[1]!
  return b.forms
    .filter(({ pattern }) => !isBearer(pattern) && !isEnd(pattern))
    .flatMap((form) => {
      const twin = a.forms.find(({ pattern, on }) => pattern === form.pattern && on === form.on)
      return form.fields.flatMap(([name, own], at) => {
        const theirs = twin?.fields.find(([other]) => other === name)?.[1] ?? ""
        if (!idsOfA.has(theirs)) return []
        const put = (...values: string[]) =>
          encoded(
            form.fields.flatMap((pair, place) =>
              place === at ? values.map((value) => [name, value] as const) : [pair],
            ),
          )
        const bodies = [put(theirs), ...size([], [put(own, theirs)])]
        return bodies.map((body) => ({ who, cookie, method: "POST", path: form.action, body }))
      })
    })
}

/** B's own addresses with A's ids in the question, among B's own; and pressed with both in the form. */
function polluted(): { reads: Probe[]; writes: Probe[] } {
  const { who, cookie } = outsiders[1]!
  const each = paths
    .filter((path) => !isBearer(path) && !isEnd(path))
    .flatMap((path) => {
      const address = b.addresses[path]
      return [...path.matchAll(/:(\w+)/g)].map(([parameter, name]) => {
        const at = path.split("/").indexOf(parameter)
        const [own, theirs] = [address, a.addresses[path]].map((whole) => whole.split("/")[at]!)
        const [first, both] = [
          encoded([[name!, theirs!]]),
          encoded([
            [name!, own!],
            [name!, theirs!],
          ]),
        ]
        return { address, first, both }
      })
    })
  const asked = each.map(({ address, both }) => `${address}?${both}`)
  return {
    reads: asked.flatMap((path) => size([path], [path, dataAddress(path)])).map((path) => ({ who, cookie, path })),
    writes: each.map(({ address, first, both }) => {
      return { who, cookie, own: true, method: "POST", path: `${address}?${first}`, body: both }
    }),
  }
}

/** What A's pages lead to by a question in the address: filters, places in lists, records that a form begins with. */
const questions = (): Probe[] =>
  outsiders.slice(size(1, 0), size(2, outsiders.length)).flatMap(({ who, cookie }) =>
    a.queries
      .filter((path) => !isBearer(patternOf(path)))
      .flatMap((path) => [
        { who, cookie, path },
        { who, cookie, path: dataAddress(path) },
      ]),
  )

describe("the wall between organizations", () => {
  it("gives nobody anything and changes nothing for them, at any address, method and shape", async () => {
    const viewers = [{ who: "nobody" }]
    expect(await unharmed([a, b], async () => complaints(await probesBy(viewers)))).toEqual([])
  })

  it("answers the other organization as for names that exist nowhere, whoever asks there", async () => {
    const viewers = size(outsiders.slice(1, 2), outsiders.slice(1))
    expect(await unharmed([a], async () => complaints(await probesBy(viewers)))).toEqual([])
  })

  it("takes no id of another organization in a form, in a question, or beside one's own", async () => {
    const { reads, writes } = polluted()
    const inTurn = async () => [
      ...(await complaints([...reads, ...questions()])),
      ...(await complaints(mixedForms())),
      ...(await complaints(writes)),
    ]
    expect(await unharmed([a], inTurn)).toEqual([])
  })

  it("opens with a secret nothing but what it was made for", async () => {
    const all = secretsElsewhere()
    expect(await unharmed([a, b], () => complaints(all))).toEqual([])
  })

  it("lets the holder of a link reach nothing of another organization through it", async () => {
    expect(await unharmed([a], () => complaints(linksAgainst()))).toEqual([])
  })

  it("tells the streams of an organization of nothing else", async () => {
    const cookies = [...outsiders.map(({ cookie }) => cookie), a.cookies.owner]
    const streams = await Promise.all(cookies.map((cookie) => listen(program.url, cookie)))
    expect(streams.map(({ status }) => status)).toEqual([401, ...roles.map(() => 200), 200])
    const form = encoded([
      ["name", "Told Lead"],
      ["email", "told@lead.example"],
      ["ownerId", ""],
    ])
    const captured = await sent({ method: "POST", path: "/leads/new", cookie: a.cookies.owner, body: form })
    expect(captured.status).toBe(303)
    await streams.at(-1)!.told(/lead\.captured/)
    const heard = streams.slice(0, -1).map((stream) => stream.close())
    streams.at(-1)!.close()
    expect(heard.map((text) => text.replace(/^retry: \d+\s*/, ""))).toEqual([
      "Sign in first.\n",
      ...roles.map(() => ""),
    ])
  })

  it("keeps the sandbox's own doors shut to other machines and other sites", async () => {
    const found: string[] = []
    const others: Record<string, string>[] = [
      remote,
      { Origin: "http://evil.example" },
      { "Sec-Fetch-Site": "cross-site" },
      { Host: "evil.example" },
    ]
    for (const path of [
      "/sandbox-api/mails",
      "/sandbox-api/sessions",
      "/sandbox-api/events",
      "/v1/checkout/sessions",
      "/sandbox",
    ])
      for (const headers of others) {
        const answer = await ask(program.sandboxUrl, { path, headers })
        probes++
        const told = canaries.in(answer.body)
        if (answer.status === 200 || told.length > 0)
          found.push(`${path} ${JSON.stringify(headers)}: ${answer.status} ${told[0] ?? ""}`)
      }
    expect(found).toEqual([])
  })
})

describe("the walls within an organization", () => {
  it("leave a guest, who only reads, nothing to change", async () => {
    const viewer = { who: "A's guest", cookie: a.cookies.guest }
    expect(await unharmed([a, b], () => changesBy(viewer))).toEqual([])
  })

  it("hide from a member what is the records of others", async () => {
    const { personId } = a.world.stranger
    const viewer = { who: "A's stranger", cookie: await sessionOf(a.world, personId) }
    const records = paths.filter((path) => /^\/(leads|deals|proposals|invoices)\/:/.test(path))
    const found: string[] = []
    await inParallel(records, 8, async (path) => {
      for (const address of [a.addresses[path], dataAddress(a.addresses[path], pages[path].file)]) {
        const [theirs, nobodys] = [address, nowhere.of(address)].map((each) => sent({ ...viewer, path: each }))
        const [one, other] = [await theirs!, await nobodys!].map((answer) => nowhere.alike(saidBy(answer)))
        if (one !== other) found.push(`${viewer.who}, ${address}: ${difference(one!, other!)}`)
      }
    })
    expect(found).toEqual([])
  })
})

describe("the proof itself", () => {
  it("notices a table that has lost its wall", async () => {
    const owner = new pg.Client((await ourDatabase()).ownerUrl)
    await owner.connect()
    await owner.query("alter table companies disable row level security")
    try {
      const viewer = { who: "B's owner", cookie: b.cookies.owner }
      const found = await complaints(
        ["/companies/:companyId", "/companies"].map((path) => ({ ...viewer, path: a.addresses[path as Path] })),
      )
      expect(found.map((sentence) => sentence.split(/[ ?]tells/)[0]).sort()).toEqual([
        "B's owner, GET /companies (200):",
        expect.stringMatching(/^B's owner, GET \/companies\/\S+ \(200\):/),
        expect.stringMatching(/200, and where nothing is 404/),
      ])
    } finally {
      await owner.query("alter table companies enable row level security")
      await owner.end()
    }
  })
})

/** Everything a viewer can press on A's pages, sent with the viewer's own cookie. */
async function changesBy(viewer: Viewer): Promise<string[]> {
  const found: string[] = []
  const forms = a.forms.filter(({ pattern }) => !isBearer(pattern) && !isEnd(pattern))
  await inParallel(forms, 8, async ({ action, fields }) => {
    const answer = await sent({ ...viewer, method: "POST", path: action, body: encoded(fields) })
    if (answer.status >= 500) found.push(`${viewer.who}, POST ${action}: ${answer.status}`)
  })
  return found
}

/** Secrets of A's at every page that is opened by one of another kind, and as a session. */
function secretsElsewhere(): Probe[] {
  const kinds = { proposal: "/p/", invoice: "/i/", form: "/f/", reset: "/reset/" }
  const misplaced = paths.filter(isBearer).flatMap((path) =>
    Object.entries(a.tokens).flatMap(([kind, secret]) => {
      if (path.startsWith(kinds[kind as keyof typeof kinds])) return []
      const address = path.replace(/:(token|formKey)/, secret)
      const read = { who: "nobody", path: address }
      const change = { ...read, method: "POST", body: bodiesFor(path)[0] ?? "" }
      return [read, { ...read, path: dataAddress(address, pages[path].file) }, change]
    }),
  )
  const asSession = Object.values(a.tokens).map((secret) => {
    const cookie = `signoff=${encodeURIComponent(Buffer.from(JSON.stringify(secret)).toString("base64"))}`
    return { who: "somebody with a link for a session", path: "/leads", cookie }
  })
  return [...misplaced, ...asSession]
}

/** B's links, asked with ids of A's in their forms and questions; A's versions, links and options are named by it. */
function linksAgainst(): Probe[] {
  const ids = [...new Map(a.forms.flatMap(({ fields }) => fields).filter(([, value]) => idsOfA.has(value)))]
  const lines = a.forms
    .filter(({ on }) => on === "/p/:token")
    .flatMap(({ fields }) => fields.filter(([, value]) => idsOfA.has(value)))
  const named = encoded([...ids, ...lines])
  const who = "the holder of B's link"
  return b.forms
    .filter(({ pattern }) => /^\/[pi]\//.test(pattern))
    .flatMap(({ action, fields }) => [
      { who, path: `${action}?${named}` },
      { who, method: "POST", path: `${action}?${named}`, body: `${named}&intent=choose` },
      { who, own: true as const, method: "POST", path: action, body: `${encoded(fields)}&${named}` },
    ])
}
