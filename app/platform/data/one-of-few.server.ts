import { type AnyColumn, type SQL, sql } from "drizzle-orm"
import pg from "pg"

/**
 * That a column holds one of a few words known to the program, such as a status: written out in the statement, so that each word
 * has a plan of its own and an index kept for that word is known to serve. Never for what somebody typed.
 */
export const isWord = <Word extends string>(column: AnyColumn, word: Word): SQL =>
  sql`${column} = ${sql.raw(pg.escapeLiteral(word))}`
