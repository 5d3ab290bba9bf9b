import { describe, expect, it } from "vitest"
import { commands } from "~/registry.server"
import { pages } from "~/routes"
import { schedule } from "~/schedule.server"
import { type Import, importsOf, sources, testSources } from "../support/sources"

/** The layout of members' pages, which is no page itself. */
const layouts = ["organizations/routes/shell.tsx"]

/** Files of routes and lines of the table that have no counterpart. */
function unmatchedRoutes(table: Record<string, { file: string }>, files: Iterable<string>): string[] {
  const there = [...files].filter((path) => path.includes("/routes/")).map((path) => path.replace(/^app\//, ""))
  const listed = [...Object.values(table).map((page) => page.file), ...layouts]
  const twice = listed.filter((file, at) => listed.indexOf(file) !== at)
  return [
    ...listed.filter((file) => !there.includes(file)).map((file) => `${file} is in the table of pages, but not there.`),
    ...there.filter((file) => !listed.includes(file)).map((file) => `${file} is there, but in no table.`),
    ...twice.map((file) => `${file} is in the table of pages twice.`),
  ]
}

/** Where something is started: pages, the clock, reactions, webhooks, and the program's own boot. */
const isDoor = (path: string) =>
  /\/routes\/|^app\/(schedule|reactions|webhooks|api|boot|errands|consumers)\.server\.ts$|^app\/(root|entry)/.test(path)

/** The files that are reached from the doors; the registry, which names everything, leads nowhere. */
function reachedFrom(imports: readonly Import[], begin: readonly string[]): Set<string> {
  const reached = new Set(begin)
  for (const file of reached)
    for (const { from, to, isType } of imports)
      if (from === file && !isType && to !== "app/registry.server.ts") reached.add(to)
  return reached
}

/** What the door of members' pages itself begins, by its name: it stands below the domains. */
const byTheDoor = ["record-support-view"]

/** Commands that nothing starts: named by no file that a door reaches, but for their own and the registry. */
function unreachable(
  names: readonly { name: string; called: string }[],
  files: Map<string, string>,
  imports: readonly Import[],
): string[] {
  const reached = reachedFrom(imports, [...files.keys()].filter(isDoor))
  const starts = (called: string) => (each: Import) =>
    reached.has(each.from) &&
    each.from !== "app/registry.server.ts" &&
    !each.isType &&
    new RegExp(`\\b${called}\\b`).test(each.names)
  const scheduled = [...schedule.map(({ command }) => command), ...byTheDoor]
  return names
    .filter(({ name, called }) => !scheduled.includes(name) && !imports.some(starts(called)))
    .map(({ name }) => `${name} is started by no page, clock, reaction, webhook or job.`)
}

/** Addresses that no test speaks of, as written in the table or filled in. */
function unmentioned(addresses: readonly string[], tests: readonly string[]): string[] {
  const text = tests.join("\n")
  return addresses
    .filter((address) => {
      const filled = address
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replace(/:\w+/g, "(?::\\w+|\\$\\{[^}]+\\}|[\\w-]{20,})")
      return !new RegExp(`["'\`}]${filled}(?=["'\`?#])`).test(text)
    })
    .map((address) => `${address} is spoken of by no test.`)
}

const called = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

describe("the tables", () => {
  const files = sources()
  const imports = importsOf(files)
  const names = commands.map(({ definition: { name } }) => ({ name, called: called(name) }))

  it("of pages and the files of routes are the same", () => {
    expect(unmatchedRoutes(pages, files.keys())).toEqual([])
  })

  it("together start every command", () => {
    expect(unreachable(names, files, imports)).toEqual([])
  })

  it("name only commands that are there", () => {
    const known = names.map(({ name }) => name as string)
    expect(schedule.filter(({ command }) => !known.includes(command))).toEqual([])
  })

  it("have no address that no test speaks of", () => {
    expect(unmentioned(Object.keys(pages), testSources())).toEqual([])
  })

  it("would show a route without its file, a file without its route, a command nobody starts and an address untested", () => {
    const table = { "/deals": { file: "deals/routes/board.tsx" }, "/deals/list": { file: "deals/routes/board.tsx" } }
    expect(unmatchedRoutes(table, ["app/organizations/routes/shell.tsx", "app/deals/routes/list.tsx"])).toEqual([
      "deals/routes/board.tsx is in the table of pages, but not there.",
      "deals/routes/board.tsx is in the table of pages, but not there.",
      "deals/routes/list.tsx is there, but in no table.",
      "deals/routes/board.tsx is in the table of pages twice.",
    ])
    const planted = { name: "archive-deal", called: "archiveDeal" }
    const own: Import = {
      from: "app/registry.server.ts",
      to: "app/deals/archive-deal.server.ts",
      isType: false,
      names: "{ archiveDeal }",
    }
    expect(unreachable([planted], files, [...imports, own])).toEqual([
      "archive-deal is started by no page, clock, reaction, webhook or job.",
    ])
    const tests = ['goto("/deals/list?status=won")', ["href(`/deals/$", "{dealId}/win`)"].join("")]
    expect(unmentioned(["/deals/list", "/deals/:dealId/win", "/deals", "/deals/:dealId"], tests)).toEqual([
      "/deals is spoken of by no test.",
      "/deals/:dealId is spoken of by no test.",
    ])
  })
})
