import type { LoaderFunctionArgs } from "@remix-run/node"
import { beforeAll, describe, expect, it } from "vitest"
import { settingsFor, settingsPlaces } from "~/organizations/components/settings-places"
import { type Role, roles } from "~/organizations/role"
import { may } from "~/permissions"
import { pages } from "~/routes"
import { aFullWorld, type World } from "../support/a-full-world"
import { answerOf, knock, sessionOf } from "../support/knock"
import { addressesIn } from "../support/served-pages"

/** What stands under /settings and is pressed elsewhere, and where. */
const pressedElsewhere: Record<string, string> = { "/settings/theme": "in everybody's own menu" }

type Path = keyof typeof pages

const all = (Object.keys(pages) as Path[]).filter((path) => path.startsWith("/settings/"))
const screens = all.filter((path) => pages[path].file.endsWith(".tsx"))
const placeOf = (path: string) =>
  settingsPlaces.find((place) => path === place.path || path.startsWith(`${place.path}/`))

/** What a path's parameters are in an address. */
function parametersOf(path: string, address: string): Record<string, string> {
  const given = new URL(address, "http://localhost").pathname.split("/")
  return Object.fromEntries(
    path
      .split("/")
      .flatMap((part, at) => (part.startsWith(":") ? [[part.slice(1), decodeURIComponent(given[at]!)]] : [])),
  )
}

type Module = { loader?: (args: LoaderFunctionArgs) => unknown }
const modules = import.meta.glob<Module>("../../app/**/routes/*.tsx")

describe("the settings", () => {
  let world: World
  let addresses: Record<Path, string>
  const cookies = {} as Record<Role, string>
  beforeAll(async () => {
    world = await aFullWorld()
    addresses = await addressesIn(world)
    for (const role of roles) cookies[role] = await sessionOf(world, world.people[role].personId)
  }, 120_000)

  const statusOf = async (path: Path, role: Role) => {
    const { loader } = await modules[`../../app/${pages[path].file}`]!()
    const asked = knock({ path: addresses[path], params: parametersOf(path, addresses[path]), cookie: cookies[role] })
    return loader ? (await answerOf(() => loader(asked))).status : null
  }

  it("have every page of theirs in the navigation, or reached from one that is", () => {
    expect(all.filter((path) => !placeOf(path) && !(path in pressedElsewhere))).toEqual([])
    expect(Object.keys(pressedElsewhere).filter((path) => !(path in pages) || placeOf(path))).toEqual([])
  })

  it("say of each page what it is for, once", () => {
    const told = settingsPlaces.map(({ title, line }) => `${title}: ${line}`)
    expect(told.filter((text) => !/: .{10,90}$/.test(text) || text.endsWith("."))).toEqual([])
    for (const part of ["path", "title", "line"] as const) {
      expect(new Set(settingsPlaces.map((place) => place[part])).size).toBe(settingsPlaces.length)
    }
  })

  it("are refused to nobody as a whole, and show what one may open", async () => {
    for (const role of roles) {
      expect([role, await statusOf("/settings", role)]).toEqual([role, 200])
      expect(settingsFor(world[role]).map(({ href }) => href)).toEqual(
        settingsPlaces.filter(({ opens }) => opens === "own" || may(world[role], opens)).map(({ path }) => path),
      )
    }
  })

  it.each(screens)("refuse %s with 403 to whoever may not open it", async (path) => {
    const { opens } = placeOf(path)!
    for (const role of roles) {
      const isRefused = opens !== "own" && !may(world[role], opens)
      const status = await statusOf(path, role)
      if (isRefused) expect([role, status]).toEqual([role, 403])
      else expect([403, 500]).not.toContain(status)
    }
  })
})
