import { expect, test } from "vitest"
import { type Catalogue, grantStatements } from "./grant-statements"
import type { Grants } from "./grants"

const roles = { owner: "owner", web: "web", resolver: "resolver" }
const nothing: Grants = { tables: {}, resolverFunctions: [], ownerFunctions: [], resolverTables: {} }
const table = (name: string, resolverPolicy: string | null = null) => ({
  schema: "public",
  table: name,
  rowSecurity: true,
  resolverPolicy,
})
const fn = (name: string, definer: boolean, owner = "owner") => ({
  signature: `app.${name}()`,
  name,
  owner,
  definer,
  trigger: false,
})
const catalogue = (parts: Partial<Catalogue>): Catalogue => ({
  tables: [],
  functions: [],
  schemas: ["public", "app"],
  ...parts,
})

test("a table that no list mentions is refused by name", () => {
  expect(() => grantStatements(catalogue({ tables: [table("secrets")] }), roles, nothing)).toThrow(
    "The table secrets is not listed",
  )
})

test("a function with its owner's rights that no list mentions is refused by name", () => {
  expect(() => grantStatements(catalogue({ functions: [fn("peek", true)] }), roles, nothing)).toThrow("app.peek")
})

test("a privilege that is none is refused", () => {
  const grants = { ...nothing, tables: { deals: ["truncate"] } }
  expect(() => grantStatements(catalogue({ tables: [table("deals")] }), roles, grants)).toThrow("truncate")
})

test("append-only tables can be read and added to, nothing else", () => {
  const grants = { ...nothing, tables: { events: "append" as const } }
  const statements = grantStatements(catalogue({ tables: [table("events")] }), roles, grants)
  expect(statements.filter((statement) => statement.includes(`"events"`))).toEqual([
    `revoke all on "public"."events" from public, "web", "resolver"`,
    `grant select, insert on "public"."events" to "web"`,
  ])
})

test("a schema of which the web role may use no table stays closed to it", () => {
  const hidden = { ...table("texts"), schema: "private" }
  const grants = { ...nothing, tables: { "private.texts": "none" as const } }
  const statements = grantStatements(
    catalogue({ tables: [hidden], schemas: ["public", "app", "private"] }),
    roles,
    grants,
  )
  expect(statements.some((statement) => statement.startsWith(`grant usage on schema "private"`))).toBe(false)
})

test("the resolver gets its policy once, and loses it where the list no longer names the table", () => {
  const grants = {
    ...nothing,
    tables: { links: "all" as const, forms: "all" as const },
    resolverTables: { links: ["select"] },
  }
  const policies = (found: string | null) =>
    grantStatements(catalogue({ tables: [table("links", found), table("forms", found)] }), roles, grants).filter(
      (statement) => statement.includes("policy"),
    )
  expect(policies(null)).toEqual([`create policy resolver on "public"."links" to "resolver" using (true)`])
  expect(policies("resolver")).toEqual([`drop policy resolver on "public"."forms"`])
})

test("a resolver's function is handed to the resolver, every other one back to the owner", () => {
  const grants = { ...nothing, resolverFunctions: ["find"], ownerFunctions: ["enqueue"] }
  const functions = [fn("find", true), fn("enqueue", true, "resolver"), fn("clock", false)]
  const statements = grantStatements(catalogue({ functions }), roles, grants)
  expect(statements.filter((statement) => statement.startsWith("alter"))).toEqual([
    `alter function app.find() owner to "resolver"`,
    `alter function app.enqueue() owner to "owner"`,
  ])
})
