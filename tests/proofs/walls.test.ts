import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { roles } from "~/organizations/role"
import { pages } from "~/routes"
import { sessionOf } from "../support/knock"
import { ourDatabase } from "../support/world"
import { ask, inParallel } from "./support/asking"
import { complaints, difference, type Probe, remote, sent, sentProbes } from "./support/complaints"
import { listen } from "./support/listening"
import { dataAddress, type Path } from "./support/pages"
import { saidBy } from "./support/probing"
import { size, tell } from "./support/proof"
import { a, b, canaries, nowhere, outsiders, paths, program, raiseWalls, type Viewer } from "./support/two-sides"
import { unharmed } from "./support/unharmed"
import {
  comeBack,
  encoded,
  isBearer,
  isEnd,
  isOneselves,
  linksAgainst,
  mixedForms,
  polluted,
  probesBy,
  questions,
  secretsElsewhere,
} from "./support/wall-probes"

/*
 * Organization A and organization B behind one running program. Everybody who is not of A asks for everything of A's, at every address
 * of the table of pages, by every method, as a document and as data: each answer is that for names which exist nowhere, tells
 * nothing of A's, and A is afterwards as it was. An address of the table without an example in served-pages.ts does not compile.
 */

beforeAll(raiseWalls, 180_000)

afterAll(async () => {
  tell("No wall is leaked through", {
    probes: sentProbes.count,
    canaries: canaries?.count ?? 0,
    addresses: paths.length,
  })
  await program?.stop()
})

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
    const { reads, writes, renewals } = polluted()
    const inTurn = async () => [
      ...(await complaints([...reads, ...questions()])),
      ...(await complaints(mixedForms())),
      ...(await complaints(writes)),
      ...(await renewing(renewals)),
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
        sentProbes.count++
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

/** What is wrong with the answers to probes of which each ends the session it is sent with. */
async function renewing(probes: readonly Probe[]): Promise<string[]> {
  const found: string[] = []
  for (const probe of probes) {
    await comeBack()
    found.push(...(await complaints([{ ...probe, cookie: b.cookies.owner }])))
  }
  await comeBack()
  return found
}

/** Everything a viewer can press on A's pages, sent with the viewer's own cookie. */
async function changesBy(viewer: Viewer): Promise<string[]> {
  const found: string[] = []
  const forms = a.forms.filter(({ pattern }) => !isBearer(pattern) && !isEnd(pattern) && !isOneselves(pattern))
  await inParallel(forms, 8, async ({ action, fields }) => {
    const answer = await sent({ ...viewer, method: "POST", path: action, body: encoded(fields) })
    if (answer.status >= 500) found.push(`${viewer.who}, POST ${action}: ${answer.status}`)
  })
  return found
}

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
