import { asc, Column, is as drizzles, entityKind, eq, Param, Placeholder, SQL, sql, Table, View } from "drizzle-orm"
import { alias, PgColumn, PgDialect, PgTable, QueryBuilder } from "drizzle-orm/pg-core"
import { expect, test } from "vitest"
import { is } from "./drizzle-entity"
import { companies } from "./schema/companies"
import { deals } from "./schema/deals"

const parent = alias(companies, "parent")
const subquery = new QueryBuilder().select({ id: deals.id }).from(deals).as("some")

const values: unknown[] = [
  ...[null, undefined, 0, "text", 1n, [], {}, Object.create(null), new Date(), () => {}],
  ...[deals, parent, deals.id, parent.name, subquery, subquery.id, new PgDialect()],
  ...[sql`1`, sql`1`.as("one"), sql.placeholder("id"), sql.param(1), eq(deals.id, sql`2`), asc(deals.title)],
  new QueryBuilder().select().from(deals),
]

test("answers as Drizzle does, for every kind of value", () => {
  const kinds = [Table, PgTable, Column, PgColumn, SQL, SQL.Aliased, Param, Placeholder, View, PgDialect]
  for (let times = 0; times < 2; times++) {
    for (const kind of kinds) {
      for (const value of values) {
        if (value && Object.getPrototypeOf(value) === null) expect(is(value, kind)).toBe(false)
        else expect(is(value, kind), String(kind[entityKind])).toBe(drizzles(value, kind))
      }
    }
  }
})

test("refuses what is no class of Drizzle's", () => {
  expect(() => is({}, class Other {})).toThrow(TypeError)
})
