import type { LoaderFunctionArgs } from "@remix-run/node"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { companies } from "#db/schema/companies"
import { editFactorPolicy } from "~/organizations/edit-factor-policy.server"
import { transact, webPool } from "~/platform/data/database.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { pages } from "~/routes"
import type { Answered, Asked } from "../proofs/support/asking"
import { dataAddress } from "../proofs/support/pages"
import { aFullWorld, type World } from "../support/a-full-world"
import { sessionOf } from "../support/knock"
import { moduleOf, type ServedHouse, servedHouse, shellId } from "../support/served-house"
import { addressesIn, isForAnybody } from "../support/served-pages"
import { type Caller, sessionsThatOpenNothing } from "../support/sessions"
import { rows } from "../support/world"

/*
 * Every loader and action is a door of its own: whichever of them a script asks for by name, without those that stand around it,
 * it answers nobody more than they may see.
 */

type Path = keyof typeof pages

/** A route as it is asked for: its address, the name that `_routes` calls it by, and whether the shell stands around it. */
type Target = { address: string; id: string; inShell: boolean; isButton: boolean }

const factors = "/settings/security/factors"
const paths = Object.keys(pages) as Path[]
/** What answers this machine alone is asked by nobody else. */
const isOurs = (path: string) => path.startsWith("/sandbox/")
const closed = paths.filter((path) => !isForAnybody(path) && !isOurs(path))
const open = paths.filter((path) => isForAnybody(path))

let world: World
let house: ServedHouse
let addresses: Record<Path, string>
let locked: Caller[]
let owing: Caller
let guest: Caller

beforeAll(async () => {
  world = await aFullWorld()
  addresses = await addressesIn(world)
  locked = await sessionsThatOpenNothing(world)
  owing = { who: "a member who owes a second factor", cookie: await sessionOf(world, world.people.finance.personId) }
  guest = { who: "a guest", cookie: await sessionOf(world, world.people.guest.personId) }
  await editFactorPolicy(world.owner, { roles: ["finance"] })
  house = await servedHouse([plantedOpen, plantedForOwing])
}, 120_000)

afterAll(() => house?.close())

async function targetOf(path: Path): Promise<Target> {
  const { file, in: stand } = pages[path]
  const isButton = file.endsWith(".ts") && (await moduleOf(file)).action !== undefined
  return { address: addresses[path], id: file, inShell: stand === "staff", isButton }
}

/** Every way to read a route: the document, its data, and parts of these by name; `alone` is the route without those around it. */
function readsOf({ address, id, inShell }: Target): string[] {
  const named = [id, ...(inShell ? [shellId, `${shellId},${id}`] : [])]
  return [address, dataAddress(address), ...named.map((routes) => dataAddress(address, routes))]
}

const writesOf = ({ address, id }: Target) => [address, dataAddress(address), dataAddress(address, id)]

const waysTo = (target: Target): Asked[] => [
  ...readsOf(target).map((path) => ({ path })),
  ...writesOf(target).map((path) => ({ method: "POST", path, body: "" })),
]

/** The route by itself, read and written. */
const aloneTo = ({ address, id }: Target): Asked[] => [
  { path: dataAddress(address, id) },
  { method: "POST", path: dataAddress(address), body: "" },
]

/** Whether an answer leads there and nowhere else, to a browser or to a script. */
const leadsTo = (answer: Answered, place: string) => {
  const to = String(answer.headers.location ?? "")
  return [202, 302, 303].includes(answer.status) && (to === place || to.startsWith(`${place}?`))
}

/** Whether an answer could be given to anybody at all: to a method that is not taken, or the way from a button to its record. */
const isNobodys = (target: Target, { method }: Asked, answer: Answered) =>
  answer.status === 405 || (target.isButton && method !== "POST" && [202, 302, 303].includes(answer.status))

/** What is wrong with the answers of a closed door, as sentences. */
async function complaints(target: Target, caller: Caller, place: string, ways = waysTo(target)): Promise<string[]> {
  const { who, cookie } = caller
  const found: string[] = []
  for (const way of ways) {
    const answer = await house.ask({ ...way, cookie })
    if (!leadsTo(answer, place) && !isNobodys(target, way, answer))
      found.push(`${who}, ${way.method ?? "GET"} ${way.path}: ${answer.status}`)
  }
  return found
}

describe("without a session that lets one in", () => {
  it.each(closed)("%s leads to signing in, however it is asked for", async (path) => {
    const target = await targetOf(path)
    const [nobody, ...others] = locked
    const found = await complaints(target, nobody!, "/login")
    for (const caller of others) found.push(...(await complaints(target, caller, "/login", aloneTo(target))))
    expect(found).toEqual([])
  })

  it.each(open)("%s says to whoever was let in once what it says to anybody", async (path) => {
    const { address, id } = await targetOf(path)
    const [nobodys, ...others] = await Promise.all(
      locked.map(({ cookie }) => house.ask({ path: dataAddress(address, id), cookie })),
    )
    const said = (answer: Answered) => [answer.status, answer.headers.location, valuesIn(answer)]
    for (const [at, answer] of others.entries())
      expect([locked[at + 1]!.who, ...said(answer)]).toEqual([locked[at + 1]!.who, ...said(nobodys!)])
  })

  it("the stream of what happens and the programs' door are shut", async () => {
    for (const { cookie } of [...locked, owing]) {
      expect((await house.ask({ path: "/events", cookie })).status).toBe(401)
      expect((await house.ask({ path: "/api/v1/whoami", cookie })).status).toBe(401)
    }
  })
})

describe("a member who owes a second factor", () => {
  it.each(closed.filter((path) => !path.startsWith(factors)))("is led from %s to setting one up", async (path) => {
    expect(await complaints(await targetOf(path), owing, factors)).toEqual([])
  })

  it("makes no recovery codes either, which stand in for a factor", async () => {
    const renewing = { method: "POST", path: `${factors}/recovery-codes/renew`, body: "", cookie: owing.cookie }
    expect((await house.ask(renewing)).headers.location).toBe(factors)
  })

  it("sees how to set one up, and is let in once one was shown", async () => {
    const ask = (path: string) => house.ask({ path, cookie: owing.cookie })
    expect((await ask(factors)).body).toContain("authenticator")
    await webPool().query("update sessions set factor_at = now() where person_id = $1", [world.people.finance.personId])
    expect((await ask("/leads")).status).toBe(200)
    await webPool().query("update sessions set factor_at = null where person_id = $1", [world.people.finance.personId])
  })
})

describe("a guest", () => {
  it.each(closed)("is told no more by a part of %s alone than by the whole of it", async (path) => {
    const target = await targetOf(path)
    const whole = await house.ask({ path: dataAddress(target.address), cookie: guest.cookie })
    const alone = await house.ask({ path: dataAddress(target.address, target.id), cookie: guest.cookie })
    expect([path, alone.status, moreIn(alone, whole)]).toEqual([path, whole.status, []])
  })

  it("changes nothing but what is their own, whatever they press", async () => {
    for (const path of closed.filter((path) => path !== "/organizations/leave")) {
      const { address, id } = await targetOf(path)
      await house.ask({ method: "POST", path: dataAddress(address, id), body: "", cookie: guest.cookie })
    }
    const by = [world.people.guest.personId]
    const done = await rows<{ name: string }>(world, "select distinct name from events where actor_id = $1", by)
    const own = /^(session|notification-preference|email-change)\./
    expect(done.filter(({ name }) => !own.test(name))).toEqual([])
  })
})

/** What one answer for a script says that another does not, but for what is new in each. */
function moreIn(part: Answered, whole: Answered): unknown[] {
  const known = new Set(valuesIn(whole))
  return valuesIn(part).filter((value) => !known.has(value))
}

const valuesIn = ({ body }: Answered): unknown[] =>
  body
    .split("\n")
    .filter((line) => line.startsWith("["))
    .flatMap((line) => JSON.parse(line) as unknown[])
    .filter((value) => typeof value !== "object" && !/^[\w-]{22}$|^(\d+\.)?[\w-]{43}$/.test(String(value)))

/** A loader that leaves it to the shell around it to ask who is there. */
const plantedOpen = {
  path: "settings/planted",
  id: "planted",
  module: {
    default: () => null,
    loader: () =>
      transact({ organizationId: world.organizationId, now: new Date() }, (db) => db.select().from(companies)),
    action: () => null,
  },
}

/** A loader that asks who is there, and not whether they have shown what their role must show. */
const plantedForOwing = {
  path: "settings/planted-too",
  id: "planted-too",
  module: {
    default: () => null,
    async loader(args: LoaderFunctionArgs) {
      const member = await staffOwingFactor(args)
      return { name: member.name }
    },
  },
}

describe("the contract itself", () => {
  it("notices a route that leaves it to the shell to ask who is there", async () => {
    const target = { address: "/settings/planted", id: "planted", inShell: true, isButton: false }
    expect(await complaints(target, locked[0]!, "/login")).toEqual([
      "nobody, GET /settings/planted.data?_routes=planted: 200",
      "nobody, POST /settings/planted.data: 200",
      "nobody, POST /settings/planted.data?_routes=planted: 200",
    ])
  })

  it("notices a route that does not ask for the second factor", async () => {
    const target = { address: "/settings/planted-too", id: "planted-too", inShell: true, isButton: false }
    expect(await complaints(target, owing, factors)).toEqual([
      `${owing.who}, GET /settings/planted-too.data?_routes=planted-too: 200`,
    ])
  })

  it("notices a part that tells more than the whole", () => {
    const answer = (...values: string[]) => ({ status: 200, headers: {}, body: JSON.stringify(values) })
    expect(moreIn(answer("a", "b"), answer("a"))).toEqual(["b"])
  })
})
