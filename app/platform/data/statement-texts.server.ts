import { Column, is, Name, Param, Placeholder, type Query, SQL, StringChunk, Subquery, Table, View } from "drizzle-orm"
import { PgDialect } from "drizzle-orm/pg-core"

/** A statement as far as it is written. */
type Written = { text: string; values: unknown[] }

/** What stands in a statement besides texts, values and statements: subqueries, selects and names given to expressions. */
type Wrapped = { getSQL(): SQL; shouldOmitSQLParens?(): boolean }

/** Names as the database reads them, by what bears them: a table or a column is called the same for as long as the program runs. */
const names = new WeakMap<object, string>()

/** What the quick way does not know, for the way of Drizzle's own. */
class Unknown extends Error {}

/**
 * Writes the statements that Drizzle's objects stand for, word for word as Drizzle (0.45) does, into one text and one list of values;
 * its own way makes an object for each word and joins them level by level. What is seldom asked is left to it.
 */
export class StatementTexts extends PgDialect {
  override sqlToQuery(sql: SQL, invokeSource?: "indexes"): Query {
    if (invokeSource) return super.sqlToQuery(sql, invokeSource)
    const written: Written = { text: "", values: [] }
    try {
      this.write(sql, written)
    } catch (error) {
      if (error instanceof Unknown) return super.sqlToQuery(sql)
      throw error
    }
    return { sql: written.text, params: written.values }
  }

  private write(chunk: unknown, to: Written): void {
    if (chunk === undefined) return
    if (typeof chunk === "function") throw new Unknown()
    if (typeof chunk !== "object" || chunk === null) this.writeValue(chunk, to)
    else if (chunk.constructor === StringChunk) to.text += (chunk as StringChunk).value.join("")
    else if (chunk.constructor === SQL) this.writeAll(chunk as SQL, to)
    else if (chunk.constructor === Param) this.writeParam(chunk as Param, to)
    else if (chunk.constructor === Name) to.text += this.escapeName((chunk as Name).value)
    else if (Array.isArray(chunk)) this.writeList(chunk, to)
    else this.writeOther(chunk, to)
  }

  private writeAll(sql: SQL, to: Written) {
    if ((sql as unknown as { shouldInlineParams: boolean }).shouldInlineParams) throw new Unknown()
    for (const each of sql.queryChunks) this.write(each, to)
  }

  private writeValue(value: unknown, to: Written) {
    to.text += this.escapeParam(to.values.length)
    to.values.push(value)
  }

  private writeParam({ value, encoder }: Param, to: Written) {
    if (is(value, Placeholder)) throw new Unknown()
    const mapped: unknown = value === null ? null : encoder.mapToDriverValue(value)
    if (is(mapped, SQL)) this.writeAll(mapped, to)
    else this.writeValue(mapped, to)
  }

  private writeList(list: unknown[], to: Written) {
    to.text += "("
    for (const [at, each] of list.entries()) {
      if (at > 0) to.text += ", "
      this.write(each, to)
    }
    to.text += ")"
  }

  private writeOther(chunk: object, to: Written) {
    const name = names.get(chunk) ?? this.nameOf(chunk)
    if (name !== undefined) to.text += name
    else if (is(chunk, Placeholder)) throw new Unknown()
    else if (is(chunk, Subquery)) this.writeSubquery(chunk, to)
    else if (isWrapped(chunk)) this.writeWrapped(chunk, to)
    else this.writeValue(chunk, to)
  }

  private nameOf(chunk: object): string | undefined {
    if (!is(chunk, Table) && !is(chunk, Column) && !is(chunk, View)) return undefined
    const name = super.sqlToQuery(new SQL([chunk])).sql
    names.set(chunk, name)
    return name
  }

  private writeSubquery(chunk: Subquery, to: Written) {
    const { isWith, alias, sql } = chunk._
    if (!isWith) {
      to.text += "("
      this.write(sql, to)
      to.text += ") "
    }
    to.text += this.escapeName(alias)
  }

  private writeWrapped(chunk: Wrapped, to: Written) {
    if (is(chunk, SQL.Aliased) && chunk.fieldAlias !== undefined) {
      to.text += this.escapeName(chunk.fieldAlias)
      return
    }
    const isBare = chunk.shouldOmitSQLParens?.()
    if (!isBare) to.text += "("
    this.write(chunk.getSQL(), to)
    if (!isBare) to.text += ")"
  }
}

const isWrapped = (chunk: object): chunk is Wrapped => "getSQL" in chunk && typeof chunk.getSQL === "function"
