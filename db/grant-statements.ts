import { escapeIdentifier as name } from "pg"
import type { Grant, Grants } from "./grants"

/** What the database has, as the catalogue tells it. */
export type Catalogue = {
  tables: { schema: string; table: string; rowSecurity: boolean; resolverPolicy: string | null }[]
  functions: { signature: string; name: string; owner: string; definer: boolean; trigger: boolean }[]
  schemas: string[]
}

type Roles = { owner: string; web: string; resolver: string }

/** The statements that give each role exactly what the lists say; throws, with the name, for what no list mentions. */
export function grantStatements(catalogue: Catalogue, roles: Roles, grants: Grants): string[] {
  return [
    ...schemaStatements(catalogue, roles, grants),
    ...catalogue.tables.flatMap((entry) => tableStatements(entry, roles, grants)),
    ...functionStatements(catalogue, roles, grants),
  ]
}

function schemaStatements({ tables, schemas }: Catalogue, { web, resolver }: Roles, grants: Grants): string[] {
  const open = new Set(schemas.filter((schema) => ["public", "app"].includes(schema)))
  for (const { schema, table } of tables) if (grantOf(schema, table, grants) !== "none") open.add(schema)
  return [
    "revoke all on schema public from public",
    ...[...open].map((schema) => `grant usage on schema ${name(schema)} to ${name(web)}, ${name(resolver)}`),
  ]
}

function tableStatements(entry: Catalogue["tables"][number], { web, resolver }: Roles, grants: Grants): string[] {
  const { schema, table, rowSecurity, resolverPolicy } = entry
  const target = `${name(schema)}.${name(table)}`
  const statements = [`revoke all on ${target} from public, ${name(web)}, ${name(resolver)}`]
  const privileges = privilegesOf(grantOf(schema, table, grants))
  if (privileges.length > 0) statements.push(`grant ${privileges.join(", ")} on ${target} to ${name(web)}`)
  const resolving = grants.resolverTables[key(schema, table)]
  if (resolverPolicy !== null && (!resolving || resolverPolicy !== resolver))
    statements.push(`drop policy resolver on ${target}`)
  if (!resolving) return statements
  statements.push(`grant ${privilegesOf(resolving).join(", ")} on ${target} to ${name(resolver)}`)
  if (rowSecurity && resolverPolicy !== resolver)
    statements.push(`create policy resolver on ${target} to ${name(resolver)} using (true)`)
  return statements
}

function functionStatements({ functions }: Catalogue, { owner, web, resolver }: Roles, grants: Grants): string[] {
  const listed = new Set([...grants.resolverFunctions, ...grants.ownerFunctions])
  const statements: string[] = []
  for (const fn of functions) {
    if (fn.definer && !fn.trigger && !listed.has(fn.name))
      throw new Error(
        `The function app.${fn.name} runs with its owner's rights, but db/grants.ts lists it neither as the resolver's nor as the owner's.`,
      )
    statements.push(`revoke all on function ${fn.signature} from public`)
    if (!fn.trigger) statements.push(`grant execute on function ${fn.signature} to ${name(web)}`)
    if (!fn.trigger && !fn.definer) statements.push(`grant execute on function ${fn.signature} to ${name(resolver)}`)
    const rightful = grants.resolverFunctions.includes(fn.name) ? resolver : owner
    if (fn.definer && fn.owner !== rightful)
      statements.push(`alter function ${fn.signature} owner to ${name(rightful)}`)
  }
  return statements
}

const key = (schema: string, table: string) => (schema === "public" ? table : `${schema}.${table}`)

function grantOf(schema: string, table: string, grants: Grants): Grant {
  const grant = grants.tables[key(schema, table)]
  if (grant === undefined)
    throw new Error(
      `The table ${key(schema, table)} is not listed in db/grants.ts: say there what the web role may do with it.`,
    )
  return grant
}

const SHORT: Record<string, readonly string[]> = {
  all: ["select", "insert", "update", "delete"],
  append: ["select", "insert"],
  read: ["select"],
  none: [],
}

function privilegesOf(grant: Grant): readonly string[] {
  const privileges = typeof grant === "string" ? (SHORT[grant] ?? []) : grant
  for (const privilege of privileges) {
    if (!/^(select|insert|update|delete)( \([a-z0-9_, ]+\))?$/.test(privilege))
      throw new Error(`db/grants.ts: "${privilege}" is no privilege that can be given.`)
  }
  return privileges
}
