import type { LoaderFunctionArgs } from "@remix-run/node"
import pg from "pg"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { captureLead } from "~/leads/capture-lead.server"
import { webPool } from "~/platform/data/database.server"
import { staff } from "~/platform/http/context.server"
import { pages } from "~/routes"
import type { Answered, Asked } from "../proofs/support/asking"
import { type Canaries, canariesOf } from "../proofs/support/canaries"
import { dataAddress } from "../proofs/support/pages"
import { type Elsewhere, elsewhere, saidBy } from "../proofs/support/probing"
import { aFullWorld, type World } from "../support/a-full-world"
import { sessionOf } from "../support/knock"
import { type ServedHouse, servedHouse } from "../support/served-house"
import { addressesIn, isForAnybody } from "../support/served-pages"
import { checksumsOf, idsOf } from "../support/wall"
import { ourDatabase, runJobs } from "../support/world"

/*
 * The walls between organizations at every address of the table of pages: asked for as a document, as data and as the data of one
 * part alone, by the owner of another organization. Whatever is A's is answered to B as what is nowhere, and tells nothing of A.
 */

type Path = keyof typeof pages
type Target = { address: string; id: string }

const paths = (Object.keys(pages) as Path[]).filter((path) => !path.startsWith("/sandbox/") && path !== "/*")
const named = paths.filter((path) => /:\w+Id\b/.test(path) && !isForAnybody(path))
const ends = ["/logout", "/logout/everywhere", "/organizations/leave"]
const unnamed = paths.filter((path) => !path.includes(":") && !ends.includes(path))
const byToken = paths.filter((path) => path.includes(":token"))
/** Files and tables that leave the house: what is read and is no page, and what a form exports. */
const exported = paths.filter((path) => /\/(pdf|export|heads|files\/:fileId)$/.test(path) && !path.includes(":token"))

type Side = { world: World; addresses: Record<Path, string>; cookie: string }
let a: Side
let b: Side
let house: ServedHouse
let idsOfA: Set<string>
let marksOfA: Canaries
let nowhere: Elsewhere
let sumOfA: Record<string, string>

async function aSide(name: string): Promise<Side> {
  const world = await aFullWorld(name)
  const addresses = await addressesIn(world)
  return { world, addresses, cookie: await sessionOf(world, world.me) }
}

beforeAll(async () => {
  a = await aSide("Northlight")
  b = await aSide("Harbor")
  await runJobs({ mayFail: true })
  const tokens = byToken.map((path) => a.addresses[path].split("/")[2]!)
  idsOfA = await idsOf(a.world)
  marksOfA = await canariesOf(a.world, b.world)
  nowhere = elsewhere(idsOfA, [...new Set(tokens)])
  sumOfA = await checksumsOf(a.world)
  house = await servedHouse([plantedRoute])
}, 180_000)

/** What was asked too often is answered alike whoever asks, and would show nothing. */
beforeEach(() => webPool().query("delete from limits"))

afterAll(() => house?.close())

/** The ids that stand in the addresses of an organization, by the names that addresses, questions and forms have for them. */
const idsBy = ({ addresses }: Side) =>
  named.flatMap((path) =>
    path
      .split("/")
      .flatMap((part, at) => (part.startsWith(":") ? [[part.slice(1), addresses[path].split("/")[at]!]] : [])),
  )
const questionOf = (side: Side) =>
  new URLSearchParams([...new Map(idsBy(side) as [string, string][]), ["owner", side.world.me]]).toString()

/** An address as a document, as data, and as the data of one part alone. */
const readsOf = ({ address, id }: Target): Asked[] =>
  [address, dataAddress(address), dataAddress(address, id)].map((path) => ({ path }))
const writeTo = ({ address, id }: Target, body: string): Asked => ({
  ...{ method: "POST", path: dataAddress(address, id), body },
})

/** What an answer tells of A's beyond what was asked. */
function toldOf({ headers, body }: Answered, asked: string): string[] {
  const text = `${JSON.stringify(headers)}\n${body}`
  const ids = (text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []).filter((id) => idsOfA.has(id))
  return [...new Set([...ids, ...marksOfA.in(text)])].filter((mark) => !asked.includes(mark))
}

/** How B is answered otherwise than as for names that exist nowhere, as sentences. */
async function complaints(ways: readonly Asked[], cookie = b.cookie): Promise<string[]> {
  const found: string[] = []
  for (const way of ways) {
    const [theirs, nobodys] = [
      await house.ask({ ...way, cookie }),
      await house.ask({ ...way, path: nowhere.of(way.path), body: way.body && nowhere.of(way.body), cookie }),
    ]
    const asked = `${way.method ?? "GET"} ${way.path}`
    const told = toldOf(theirs, `${way.path} ${way.body ?? ""}`)
    if (told.length > 0) found.push(`${asked} tells ${told[0]}`)
    if (nowhere.alike(saidBy(theirs)) !== nowhere.alike(saidBy(nobodys)))
      found.push(`${asked} answers ${theirs.status}, and ${nobodys.status} for what is nowhere`)
  }
  return found
}

describe("an owner of another organization", () => {
  it.each(named)("finds nothing at %s", async (path) => {
    const target = { address: a.addresses[path], id: pages[path].file }
    expect(await complaints([...readsOf(target), writeTo(target, questionOf(a))])).toEqual([])
  })

  it.each(unnamed)("learns nothing at %s, nor by asking there about what is not theirs", async (path) => {
    const target = { address: `${b.addresses[path].split("?")[0]}?${questionOf(a)}`, id: pages[path].file }
    const own = b.addresses[path]
    expect(toldOf(await house.ask({ path: own, cookie: b.cookie }), own)).toEqual([])
    expect(await complaints(readsOf(target).slice(1))).toEqual([])
  })

  it.each(byToken)("gets through a link of their own at %s to nothing of others", async (path) => {
    const target = { address: `${b.addresses[path]}?${questionOf(a)}`, id: pages[path].file }
    const isOfClients = /^\/[pi]\//.test(path)
    expect(await complaints([...readsOf(target), ...(isOfClients ? [writeTo(target, questionOf(a))] : [])])).toEqual([])
  })

  it.each(byToken)("opens with a link of another kind nothing at %s", async (path) => {
    const kind = path.split("/")[1]
    const others = byToken
      .filter((other) => other.split("/")[1] !== kind)
      .map((other) => a.addresses[other].split("/")[2]!)
    const ways = [...new Set(others)].map((token) => ({
      path: dataAddress(path.replace(":token", token), pages[path].file),
    }))
    expect(ways.length).toBeGreaterThan(2)
    expect(await complaints(ways)).toEqual([])
  })

  it("has left everything of the organization as it was", async () => {
    expect(await checksumsOf(a.world)).toEqual(sumOfA)
  })
})

describe("what leaves the house", () => {
  it.each(exported)("%s is for its own organization alone", async (path) => {
    const method = path.endsWith("/export") ? "POST" : "GET"
    const ask = ({ cookie }: Side) => house.ask({ method, path: a.addresses[path], body: "", cookie })
    const [ours, theirs] = [await ask(a), await ask(b)]
    expect([path, ours.status]).not.toEqual([path, 404])
    expect(toldOf(theirs, a.addresses[path])).toEqual([])
    if (path.includes(":")) expect(theirs.status).toBe(404)
    if (method === "POST") expect([ours.status, toldOf(ours, "").length > 0]).toEqual([200, true])
  })

  it("a link is worth no more to somebody who is signed in elsewhere", async () => {
    for (const path of byToken)
      for (const { path: address } of readsOf({ address: a.addresses[path], id: pages[path].file })) {
        const [anybodys, theirs] = [
          await house.ask({ path: address }),
          await house.ask({ path: address, cookie: b.cookie }),
        ]
        expect([address, theirs.status, toldOf(theirs, JSON.stringify(anybodys))]).toEqual([
          address,
          anybodys.status,
          [],
        ])
      }
  })

  it("the stream of what happens tells of one's own organization alone", async () => {
    const [ours, theirs] = [await house.listen(a.cookie), await house.listen(b.cookie)]
    expect([ours.status, theirs.status]).toEqual([200, 200])
    await captureLead(a.world.owner, { name: "Told Lead", email: "told@lead.example", ownerId: null })
    await ours.told("lead.captured")
    await createCompany(b.world.owner, { name: "Their own" })
    await theirs.told("company.created")
    expect(theirs.heard()).not.toContain("lead.captured")
    for (const stream of [ours, theirs]) stream.leave()
  })
})

/** A route that believes the id it is asked for, and looks it up wherever it may be. */
const plantedRoute = {
  path: "settings/planted/:companyId",
  id: "planted",
  module: {
    default: () => null,
    async loader(args: LoaderFunctionArgs) {
      await staff(args)
      const { organizationId } = a.world
      return { known: idsOfA.has(args.params.companyId ?? "") ? organizationId : null }
    },
  },
}

describe("the contract itself", () => {
  it("notices a route that knows what is not its own", async () => {
    const known = a.addresses["/companies/:companyId"].split("/")[2]!
    const found = await complaints(readsOf({ address: `/settings/planted/${known}`, id: "planted" }))
    expect(found.map((sentence) => sentence.replace(/\/planted\/\S+/, "").replace(/tells .*/, "tells"))).toEqual([
      ...[1, 2, 3].flatMap(() => ["GET /settings tells", "GET /settings answers 200, and 200 for what is nowhere"]),
    ])
  })

  it("notices a table that has lost its wall", async () => {
    const owner = new pg.Client((await ourDatabase()).ownerUrl)
    await owner.connect()
    try {
      await owner.query("alter table companies disable row level security")
      const [one, list] = (["/companies/:companyId", "/companies"] as const).map((path) => ({
        ...{ address: a.addresses[path], id: pages[path].file },
      }))
      for (const target of [one!, list!]) expect((await complaints(readsOf(target))).length).toBeGreaterThanOrEqual(3)
    } finally {
      await owner.query("alter table companies enable row level security")
      await owner.end()
    }
  })
})
