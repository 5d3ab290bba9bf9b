import pg from "pg"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { invoiceViews } from "~/invoices/invoice"
import { joinMember } from "~/organizations/join-member.server"
import { builtIn, type Context, mint, type StaffContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { pageSize } from "~/platform/data/paging.server"
import { queries } from "~/registry.server"
import { foldTally } from "~/reports/fold-tally.server"
import { aFilledWorld, type FilledWorld } from "../support/a-filled-world"
import type { World } from "../support/a-full-world"
import { begin, exampleOf } from "../support/examples"

/** How many rows an organization has of everything that lists show. */
const many = 20_000

/** The lists, what they are asked, and where half of their rows are read. */
const lists: { name: string; filter: Record<string, unknown>; table: string; by?: string }[] = [
  { name: "list-companies", filter: {}, table: "companies", by: "name" },
  { name: "list-contacts", filter: {}, table: "contacts", by: "name" },
  { name: "list-leads", filter: { view: "all" }, table: "leads" },
  { name: "list-leads", filter: { view: "new" }, table: "leads" },
  ...["all", "open", "lost"].map((status) => ({ name: "list-deals", filter: { status }, table: "deals" })),
  ...[{}, { status: "sent" }].map((filter) => ({ name: "list-proposals", filter, table: "proposals" })),
  ...invoiceViews.map((view) => ({ name: "list-invoices", filter: { view }, table: "invoices" })),
  { name: "deal-board", filter: {}, table: "deals" },
  { name: "list-notifications", filter: {}, table: "notifications", by: "id" },
]

/** Everything else that lists: what a board or a record's page shows of it, with the input of its example. */
const others = queries
  .map(({ definition }) => definition.name as string)
  .filter((name) => name.startsWith("list-") || ["get-shell", "get-retention"].includes(name))
  .filter((name) => !lists.some((list) => list.name === name))

let world: World
let owner: pg.Client
let tellMuchAbout: FilledWorld["tellMuchAbout"]
let newcomer: StaffContext

beforeAll(async () => {
  const filled = await aFilledWorld()
  ;({ world, owner, tellMuchAbout } = filled)
  await filled.fill({ from: 1, to: many })
  await issueHalf()
  newcomer = await aNewcomer()
  await foldTally(world.system(), {})
  await owner.query("vacuum analyze")
}, 120_000)

afterAll(() => owner?.end())

/** Issues half of the copied invoices, of which one in two hundred is not paid. */
async function issueHalf() {
  await owner.query(
    `with numbered as (select id, row_number() over (order by id) as n from invoices where status = 'draft')
     update invoices i set (status, series_id, sequence, number, due_on) =
       (select 'issued', s.id, 100000 + n, 'COPY-' || n, current_date + 60 - (n / 100)::int from number_series s limit 1)
     from numbered where numbered.id = i.id and n % 2 = 0`,
  )
  await owner.query(
    `insert into invoice_settlements (invoice_id, total_minor, allocated_minor)
     select id, total_minor, case when sequence % 200 = 0 then 0 else total_minor end from invoices where number like 'COPY-%'`,
  )
}

/** A member who looks after one record of each kind, among all those of others. */
async function aNewcomer(): Promise<StaffContext> {
  const person = { name: "Nora New", email: "nora@new.example", role: "member" as const, teamId: null }
  const { personId } = await joinMember(world.system(), person)
  for (const table of ["leads", "deals", "proposals"])
    await owner.query(`update ${table} set owner_id = $1 where id = (select max(id::text)::uuid from ${table})`, [
      personId,
    ])
  const draft = "select max(id::text)::uuid from invoices where status = 'draft'"
  await owner.query(`update invoices set owner_id = $1 where id = (${draft})`, [personId])
  return mint({ ...world.member, ...person, ...builtIn("member", null), personId })
}

/** A record about which everything of the filled events was told. */
async function subjectOfMany(): Promise<string> {
  const { dealId } = await world.deal()
  await tellMuchAbout({ from: 1, to: many }, dealId)
  return dealId
}

type Statement = { text: string; values: unknown[] }
type Node = {
  "Node Type": string
  "Relation Name"?: string
  "Rows Removed by Filter"?: number
  "Actual Rows": number
  "Actual Loops": number
  Plans?: Node[]
}

/** What a query asks the database, and its answer. */
async function statementsOf(name: string, as: Context, input: unknown) {
  const asked: Statement[] = []
  const real = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const [config, values] = given as [string | { text: string; values?: unknown[] }, unknown[] | undefined]
    if (typeof config === "object") asked.push({ text: config.text, values: values ?? config.values ?? [] })
    return real.apply(this, given as never)
  } as never)
  const query = queries.find(({ definition }) => definition.name === name)!
  const result = await begin(query, as, input).finally(() => spy.mockRestore())
  return {
    result: result as { older?: string | null },
    asked: asked.filter(({ text }) => /^\s*(select|with) /.test(text)),
  }
}

/** The plan of a statement as it ran, seen by the web role in the organization. */
async function planOf({ text, values }: Statement): Promise<Node> {
  const client = await webPool().connect()
  try {
    await client.query(`begin read only; select set_config('app.organization_id', '${world.organizationId}', true)`)
    const { rows } = await client.query(`explain (analyze, format json) ${text}`, values)
    return rows[0]["QUERY PLAN"][0].Plan
  } finally {
    await client.query("rollback")
    client.release()
  }
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

/** How much a page may read: a few times what it shows, never the table. */
const enough = pageSize * 40

/** What is wrong with how a page of a list is read, as sentences. */
async function complaints(
  what: string,
  statements: readonly Statement[],
  which: (statement: Statement) => boolean = () => true,
): Promise<string[]> {
  const found: string[] = []
  for (const statement of statements.filter(which)) {
    for (const node of nodesOf(await planOf(statement))) {
      const read = (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"]
      const sorted = node["Node Type"].includes("Sort") ? (node.Plans?.[0]?.["Actual Rows"] ?? 0) : 0
      if (node["Node Type"] === "Seq Scan" && read > enough)
        found.push(`${what} reads all of ${node["Relation Name"]}.`)
      else if (node["Relation Name"] && read > enough)
        found.push(`${what} passes over ${read} rows of ${node["Relation Name"]}.`)
      if (sorted > enough) found.push(`${what} sorts ${sorted} rows.`)
    }
  }
  return found
}

/** The cursor of the row in the middle of a list. */
async function middleOf(table: string, by: string): Promise<string> {
  const { rows } = await owner.query<{ value: unknown; id: string }>(
    `select ${by} as value, id from ${table} order by ${by}, id offset ${many / 2} limit 1`,
  )
  const { value, id } = rows[0]!
  return Buffer.from(JSON.stringify([value instanceof Date ? value.toISOString() : value, id])).toString("base64url")
}

describe("plans", () => {
  it.each(lists)(
    "$name with $filter is read by its index, on every page",
    async ({ name, filter, table, by = "created_at" }) => {
      const middle = await middleOf(table, by)
      for (const as of [world.owner, world.manager, world.member, newcomer]) {
        for (const place of [{}, { after: middle }, { before: middle }]) {
          const { asked } = await statementsOf(name, as, { ...filter, ...place })
          expect(asked.length, "statements").toBeGreaterThan(0)
          expect(await complaints(`${name} ${Object.keys(place)} as ${as.role}`, asked)).toEqual([])
        }
      }
    },
  )

  it.each(others)("%s reads no more than it shows", async (name) => {
    const { as, input } = await exampleOf(name)(world, world.me)
    const given = name === "list-timeline" ? { subjectId: await subjectOfMany() } : input
    const { asked } = await statementsOf(name, as.kind === "staff" ? world.owner : as, given)
    expect(await complaints(name, asked)).toEqual([])
  })

  it.each(["get-invoice-page", "get-client-invoice"])("%s reads its own payments alone, sums too", async (name) => {
    const { as, input } = await exampleOf(name)(world, world.me)
    const { asked } = await statementsOf(name, as.kind === "staff" ? world.owner : as, input)
    const ofPayments = ({ text }: Statement) => / "payments"/.test(text)
    expect(asked.filter(ofPayments).length).toBeGreaterThan(0)
    const found = await complaints(name, asked, ofPayments)
    expect(found.filter((sentence) => sentence.endsWith("of payments."))).toEqual([])
  })

  it("a text that stands nowhere in the audit log is looked for in ten thousand events, however many there are", async () => {
    const { asked } = await statementsOf("list-audit-events", world.owner, { q: "nothing of the kind" })
    const looking = asked.filter(({ text }) => text.includes("walked"))
    expect(looking).toHaveLength(1)
    const nodes = nodesOf(await planOf(looking[0]!)).filter((node) => node["Relation Name"]?.startsWith("event"))
    const read = nodes.map((node) => node["Actual Rows"] * node["Actual Loops"])
    expect(Math.max(...read)).toBe(10_000)
  })

  it("would show a list that reads or sorts everything", async () => {
    const text = "select id, name from companies order by lower(name), id limit 51"
    expect(await complaints("planted", [{ text, values: [] }])).toHaveLength(2)
  })
})
