import type { SQL } from "drizzle-orm"
import { PgDialect } from "drizzle-orm/pg-core"
import { beforeAll, expect, it, vi } from "vitest"
import { StatementTexts } from "~/platform/data/statement-texts.server"
import { queries } from "~/registry.server"
import { aFullWorld, type World } from "../support/a-full-world"
import { begin, exampleOf } from "../support/examples"

let world: World
const drizzles = new PgDialect()
const write = StatementTexts.prototype.sqlToQuery
const written = new Set<string>()
const different: string[] = []

/** Has each statement written by Drizzle too, and notes where the two differ. */
function compared(this: StatementTexts, statement: SQL, source?: "indexes") {
  const ours = write.call(this, statement, source)
  const { sql, params } = drizzles.sqlToQuery(statement, source)
  written.add(sql)
  if (ours.sql !== sql || JSON.stringify(told(ours.params)) !== JSON.stringify(told(params))) different.push(sql)
  return ours
}

const told = (values: unknown[]) => values.map((value) => [typeof value, value?.constructor?.name, String(value)])

beforeAll(async () => {
  vi.spyOn(StatementTexts.prototype, "sqlToQuery").mockImplementation(compared)
  world = await aFullWorld()
}, 120_000)

it("writes every statement of every query, and of the commands that make what they read, as Drizzle does", async () => {
  for (const query of queries) {
    const { as, input } = await exampleOf(query.definition.name)(world, world.people.owner.personId)
    await begin(query, as, input)
  }
  expect(different).toEqual([])
  expect(written.size).toBeGreaterThan(queries.length)
}, 120_000)
