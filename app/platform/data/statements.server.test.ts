import { eq, inArray, sql } from "drizzle-orm"
import { drizzle } from "drizzle-orm/node-postgres"
import { alias, PgDialect, QueryBuilder } from "drizzle-orm/pg-core"
import { beforeAll, expect, test } from "vitest"
import { companies } from "#db/schema/companies"
import { deals } from "#db/schema/deals"
import { members, organizations } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { type Agency, anAgency } from "../../../tests/support/world"
import { type Db, transact } from "./database.server"
import { StatementTexts } from "./statement-texts.server"

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

const other = alias(companies, "other")
const build = new QueryBuilder()
const some = build
  .select({ id: deals.id, n: sql<number>`1`.as("n") })
  .from(deals)
  .as("some")
const first = build.$with("first").as(build.select({ id: deals.id }).from(deals))

const written = {
  "a table, columns and values": sql`select ${deals.id}, ${null}, ${1}, ${"text"} from ${deals} where ${eq(deals.title, "it's")}`,
  "an alias": sql`select ${other.name} from ${companies} ${sql.identifier('oth"er')}`,
  "what is left out": sql`select 1${undefined} ${sql.empty()}${sql.raw(" where true")}`,
  "lists, and lists in lists": sql`select ${[1, [2, "three"], []]} ${inArray(deals.id, ["one", "two"] as never)}`,
  "a subquery and what it is called": sql`select ${some.id}, ${some.n} from ${some}`,
  "a select in brackets": sql`select exists ${build.select({ one: sql`1` }).from(deals).where(eq(deals.title, "x"))}`,
  "a name for an expression": sql`select ${sql`1 + ${2}`.as("three")} order by ${sql`four`.as("four")}`,
  "values that are objects": sql`${new Date(0)} ${Buffer.from("x")} ${1n} ${true} ${sql.param({ a: 1 })}`,
  "values that a column writes": sql`${sql.param(5n, deals.valueMinor)} ${sql.param(null, deals.valueMinor)} ${sql.param(new Date(0), deals.createdAt)}`,
  "what is left to Drizzle": sql`${sql.placeholder("id")} ${sql`${1}`.inlineParams()}`,
}

test.each(Object.entries(written))("%s are written as Drizzle writes them", (_, statement) => {
  const { sql: text, params } = new PgDialect().sqlToQuery(statement)
  for (let times = 0; times < 2; times++)
    expect(new StatementTexts().sqlToQuery(statement)).toEqual(expect.objectContaining({ sql: text, params }))
})

/** Statements of every kind, as the program asks them. */
const asked: Record<string, (db: Db) => PromiseLike<unknown>> = {
  "whole rows of a table": (db) => db.select().from(organizations),
  "nothing at all": (db) => db.select().from(deals).where(sql`false`),
  "fields by names, and fields within fields": (db) =>
    db
      .select({ id: members.personId, of: { person: people.name, sum: sql`1 + 1` } })
      .from(members)
      .innerJoin(people, eq(people.id, members.personId)),
  "a table that is joined and has no row": (db) => db.select().from(organizations).leftJoin(deals, sql`false`),
  "some columns of a table that is joined and has no row": (db) =>
    db
      .select({ id: organizations.id, deal: { id: deals.id, title: deals.title } })
      .from(organizations)
      .leftJoin(deals, sql`false`),
  "columns of two tables under one name": (db) =>
    db
      .select({ both: { id: organizations.id, title: deals.title } })
      .from(organizations)
      .leftJoin(deals, sql`false`),
  "a join from the other side": (db) => db.select().from(deals).rightJoin(organizations, sql`false`),
  "instants, numbers and what an expression is read with": (db) =>
    db
      .select({
        at: organizations.createdAt,
        n: sql`count(*) over ()`.mapWith(Number),
        raw: sql`now()::timestamptz > '2020-01-01'`,
        many: sql`array['2020-01-01'::timestamptz]`,
        big: sql`5::bigint`,
      })
      .from(organizations),
  "a subquery": (db) => {
    const inner = db
      .select({ id: organizations.id, n: sql<number>`1`.as("n") })
      .from(organizations)
      .as("inner")
    return db.select().from(inner)
  },
  "rows of one of two": (db) =>
    db
      .select({ id: organizations.id })
      .from(organizations)
      .unionAll(db.select({ id: organizations.id }).from(organizations)),
  "what is asked first": (db) => db.with(first).select().from(first),
  "what a text says": async (db) =>
    (await db.execute(sql`select 1 as one, now()::date > '2020-01-01' as late, ${"x"}::text as x`)).rows,
  "what was written": (db) =>
    db
      .update(organizations)
      .set({ name: "New" })
      .where(eq(organizations.id, agency.organizationId))
      .returning({ name: organizations.name }),
}

test.each(Object.entries(asked))("%s come as Drizzle reads them", async (_, ask) => {
  await transact({ organizationId: agency.organizationId, now: new Date() }, async (db) => {
    const drizzles = await ask(drizzle(db.$client) as Db)
    for (let times = 0; times < 3; times++) expect(await ask(db)).toEqual(drizzles)
  })
})

test("what the database refuses is told with the statement and its cause", async () => {
  const refused = transact({ organizationId: agency.organizationId, now: new Date() }, (db) =>
    db.execute(sql`select 1 / ${0}::int`),
  )
  await expect(refused).rejects.toMatchObject({ query: "select 1 / $1::int", params: [0], cause: { code: "22012" } })
})

test("a statement that is prepared takes its values when it is asked", async () => {
  await transact({ organizationId: agency.organizationId, now: new Date() }, async (db) => {
    const prepared = db
      .select({ name: organizations.name })
      .from(organizations)
      .where(eq(organizations.id, sql.placeholder("id")))
      .prepare("of an id")
    expect(await prepared.execute({ id: agency.organizationId })).toHaveLength(1)
  })
})
