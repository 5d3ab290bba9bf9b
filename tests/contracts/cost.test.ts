import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { pages } from "~/routes"
import { aFilledWorld, type FilledWorld } from "../support/a-filled-world"
import { type Cost, type Counting, startCounting, touchedBy } from "../support/costs"
import { sessionOf } from "../support/knock"
import { addressesIn, isForMembers, isPlain } from "../support/served-pages"
import { type Budget, budgets, growing } from "./budgets"

/** How many rows of everything the organization has at first, and then. */
const few = 1_000
const many = 5_000

/** How much more a page may touch with five times as many rows: a level more of an index here and there. */
const mayTouch = (before: number) => before * 1.2 + 10

type Visit = { path: string; as: "owner" | "member" | null }

/** Every page somebody looks at: as an owner, who sees everything, and those that list also as a member, who sees their own. */
const screens = Object.keys(pages).filter(
  (path) => pages[path as keyof typeof pages].file.endsWith(".tsx") && !/^\/(sandbox|\*)/.test(path),
)
const visits = screens.flatMap((path): Visit[] => {
  if (isPlain(path)) return [{ path, as: isForMembers(path) ? "owner" : null }]
  const others: Visit[] = path.includes(":") ? [] : [{ path, as: "member" }]
  return [{ path, as: "owner" }, ...others]
})

let filled: FilledWorld
let counting: Counting
const measured = new Map<Visit, { small: Cost; large: Cost }>()

beforeAll(async () => {
  filled = await aFilledWorld()
  const { world } = filled
  const addresses: Record<string, string> = await addressesIn(world)
  const { owner, member } = world.people
  const cookies = { owner: await sessionOf(world, owner.personId), member: await sessionOf(world, member.personId) }
  counting = await startCounting(world.organizationId)
  const asked = ({ path, as }: Visit) => ({ address: addresses[path]!, cookie: as && cookies[as] })
  await filled.fill({ from: 1, to: few })
  const before: Cost[] = []
  for (const visit of visits) before.push(await counting.costOf({ ...asked(visit), isSmall: true }))
  await filled.fill({ from: few + 1, to: many })
  for (const [at, visit] of visits.entries())
    measured.set(visit, { small: before[at]!, large: await counting.costOf(asked(visit)) })
}, 180_000)

afterAll(async () => {
  await filled?.owner.end()
  await counting?.stop()
})

/** What a page spends beyond its budget, as sentences. */
function excesses(what: string, { statements, buffers, html, data }: Cost, budget: Budget): string[] {
  const [mayAsk, mayBuffer, mayHtml, mayData] = budget
  const spent: [string, number, number][] = [
    ["statements", statements.length, mayAsk],
    ["buffers", buffers, mayBuffer],
    ["kB of HTML", html, mayHtml],
    ["kB of data", data, mayData],
  ]
  return spent.flatMap(([of, n, may]) => (n > may ? [`${what} takes ${n} ${of}, ${may} are budgeted.`] : []))
}

/** What grows with the rows, as sentences, with the statements that touch more. */
function growths(what: string, small: Cost, large: Cost): string[] {
  if (large.buffers <= mayTouch(small.buffers)) return []
  const at = (cost: Cost, text: string) => cost.statements.find((other) => other.text === text)?.buffers ?? 0
  const growing = large.statements.filter(({ text, buffers }) => buffers > mayTouch(at(small, text)))
  return [
    `${what} touches ${large.buffers} buffers with ${many} rows, ${small.buffers} with ${few}.`,
    ...growing.map(({ text, buffers }) => `${at(small, text)} → ${buffers}: ${text}`),
  ]
}

describe("what a page costs", () => {
  it.each(visits)("$path as $as stays within its budget", (visit) => {
    const { large } = measured.get(visit)!
    expect(excesses(visit.path, large, budgets[visit.path]!)).toEqual([])
  })

  it.each(visits.filter(({ path }) => !(path in growing)))("$path as $as does not grow with the rows", (visit) => {
    const { small, large } = measured.get(visit)!
    expect(large.status).toBe(small.status)
    expect(growths(visit.path, small, large)).toEqual([])
  })

  it("is budgeted for every page, and for no other", () => {
    expect(Object.keys(budgets).toSorted()).toEqual(screens.toSorted())
  })

  it("would be complained about when all rows are counted", async () => {
    const text = "select (select count(*) from leads), (select count(*) from notifications where read_at is null)"
    const [statement] = await touchedBy([{ text, values: [] }], filled.world.organizationId)
    const cost = (buffers: number): Cost => ({
      status: 200,
      statements: [{ text, buffers }],
      buffers,
      html: 9,
      data: 2,
    })
    const [small, large] = [cost(20), cost(statement!.buffers)]
    expect(growths("/", small, large)).toEqual([
      `/ touches ${large.buffers} buffers with ${many} rows, 20 with ${few}.`,
      `20 → ${large.buffers}: ${text}`,
    ])
    expect(excesses("/", large, [0, 100, 8, 1])).toHaveLength(4)
  })
})
