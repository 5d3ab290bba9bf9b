import { DrizzleQueryError, fillPlaceholders, type Query } from "drizzle-orm"
import { NodePgDatabase, NodePgSession } from "drizzle-orm/node-postgres"
import { PgPreparedQuery, type PreparedQueryConfig, type SelectedFieldsOrdered } from "drizzle-orm/pg-core"
import pg from "pg"
import { rowsOf } from "./statement-rows.server"
import { StatementTexts } from "./statement-texts.server"

/** Instants, dates and spans, alone and in lists, come as their texts: Drizzle's columns read them. */
const { builtins } = pg.types
const asTexts = new Set<number>([
  ...[builtins.TIMESTAMPTZ, builtins.TIMESTAMP, builtins.DATE, builtins.INTERVAL],
  ...[1231, 1115, 1185, 1187, 1182],
])

const asText = (value: string) => value

/** How the driver reads values for Drizzle, one for all statements. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    asTexts.has(oid) ? asText : pg.types.getTypeParser(oid, format as "text"),
} as pg.CustomTypesConfig

type Joins = Record<string, boolean>

/** A statement that Drizzle made, asked as its own session (0.45) asks it, of which nothing is worked out twice. */
class Statement<T extends PreparedQueryConfig> extends PgPreparedQuery<T> {
  /** Set by Drizzle for a select with joins. */
  declare joinsNotNullableMap?: Joins

  constructor(
    private readonly client: pg.ClientBase,
    query: Query,
    private readonly fields: SelectedFieldsOrdered | undefined,
  ) {
    super(query, undefined, undefined)
  }

  override async execute(placeholders?: Record<string, unknown>): Promise<T["execute"]> {
    const { sql: text, params } = this.query
    const values = placeholders ? fillPlaceholders(params, placeholders) : params
    if (!this.fields) return this.ask({ text, types, values })
    const { rows } = await this.ask({ text, types, values, rowMode: "array" })
    return rowsOf(this.fields, rows as unknown as unknown[][], this.joinsNotNullableMap)
  }

  private async ask(asked: pg.QueryConfig & { rowMode?: "array" }): Promise<pg.QueryResult> {
    try {
      return await this.client.query(asked)
    } catch (error) {
      throw new DrizzleQueryError(asked.text, asked.values ?? [], error as Error)
    }
  }
}

class Statements extends NodePgSession<Record<string, never>, Record<string, never>> {
  constructor(private readonly asked: pg.PoolClient) {
    super(asked, texts, undefined)
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    ...given: Parameters<NodePgSession<Record<string, never>, Record<string, never>>["prepareQuery"]>
  ): PgPreparedQuery<T> {
    const [query, fields, name, , mapper] = given
    return name || mapper ? super.prepareQuery<T>(...given) : new Statement<T>(this.asked, query, fields)
  }
}

const texts = new StatementTexts()

/** Drizzle over one connection, as `drizzle(client)` is. */
export function drizzleOn(client: pg.PoolClient): NodePgDatabase<Record<string, never>> & { $client: pg.PoolClient } {
  return Object.assign(new NodePgDatabase<Record<string, never>>(texts, new Statements(client), undefined), {
    $client: client,
  })
}
