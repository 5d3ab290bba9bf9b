import { type BuildExtraConfigColumns, sql } from "drizzle-orm"
import {
  type AnyPgColumn,
  bigint,
  date,
  foreignKey,
  integer,
  jsonb,
  numeric,
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  pgPolicy,
  pgTable,
  primaryKey,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core"
import { type Id, newId } from "../app/platform/language/ids"

/** The wall: every tenant row carries its organization, which the database fills in from the transaction. */
export const organizationColumn = () =>
  uuid("organization_id").$type<Id<"organizations">>().notNull().default(sql`app.current_organization()`)

const ours = sql`organization_id = (select app.current_organization())`

/** Row-level security of a tenant table; migrations add FORCE, which the tenancy contract checks. */
export const tenantPolicy = () => pgPolicy("organization", { for: "all", using: ours, withCheck: ours })

type Columns = Record<string, PgColumnBuilderBase>
type Extras<Name extends string, C extends Columns> = (
  table: BuildExtraConfigColumns<Name, C, "pg">,
) => PgTableExtraConfigValue[]

type WithOrganization<C extends Columns> = { organizationId: ReturnType<typeof organizationColumn> } & C

/** A table behind the wall whose key is written out in `extras` (link tables and rows named by something else than an id). */
export function tenantTable<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  extras: Extras<Name, WithOrganization<C>>,
) {
  const all: WithOrganization<C> = { organizationId: organizationColumn(), ...columns }
  return pgTable(name, all, (table) => [tenantPolicy(), ...extras(table)])
}

const idColumn = <Name extends string>() =>
  uuid("id")
    .$type<Id<Name>>()
    .notNull()
    .$defaultFn(() => newId<Name>())

type WithId<Name extends string, C extends Columns> = { id: ReturnType<typeof idColumn<Name>> } & C

/** A table behind the wall with its own id: the key is (organization_id, id). */
export function recordTable<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  extras?: Extras<Name, WithOrganization<WithId<Name, C>>>,
) {
  const all: WithOrganization<WithId<Name, C>> = {
    organizationId: organizationColumn(),
    id: idColumn<Name>(),
    ...columns,
  }
  return pgTable(name, all, (table) => {
    const key = table as unknown as { organizationId: AnyPgColumn; id: AnyPgColumn }
    return [tenantPolicy(), primaryKey({ columns: [key.organizationId, key.id] }), ...(extras?.(table) ?? [])]
  })
}

/** What every core record carries: the version an edit must name, its times, its deletion, and room for custom fields. */
export const core = () => ({
  version: integer("version").notNull().default(1),
  createdAt: instant("created_at").notNull().default(sql`app.clock()`),
  updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  deletedAt: instant("deleted_at"),
  customFields: jsonb("custom_fields").$type<Record<string, unknown>>().notNull().default({}),
})

/** An instant, UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" })
/** When the row was written, by the transaction's clock. */
export const writtenAt = (name = "created_at") => instant(name).notNull().default(sql`app.clock()`)
/** A calendar date without a time. */
export const day = (name: string) => date(name, { mode: "string" })
/** Money in minor units of the currency beside it. */
export const minor = (name: string) => bigint(name, { mode: "bigint" })
/** An exact quantity, price or percentage. */
export const exact = (name: string) => numeric(name, { precision: 20, scale: 6 })
/** A reference to a row of another table of the same organization. */
export const idOf = <Table extends string>(name: string) => uuid(name).$type<Id<Table>>()

type Keyed = { organizationId: AnyPgColumn; id: AnyPgColumn }
type Owned = { organizationId: AnyPgColumn }

/** Foreign key that carries the organization, since foreign-key checks do not see row-level security. */
export const refers = (table: Owned, column: AnyPgColumn, target: Keyed) =>
  foreignKey({ columns: [table.organizationId, column], foreignColumns: [target.organizationId, target.id] })
