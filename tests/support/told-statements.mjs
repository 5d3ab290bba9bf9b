import { AsyncLocalStorage } from "node:async_hooks"
import { appendFileSync } from "node:fs"
import { Server } from "node:http"
import pg from "pg"

/*
 * Loaded before the program (`node --import`), this writes down what its pages ask the database, to the file named by STATEMENTS: each
 * statement with the address that was asked for. What acts ask while they write is not told.
 */

const visits = new AsyncLocalStorage()
const { emit } = Server.prototype

Server.prototype.emit = function (event, ...given) {
  const go = () => emit.call(this, event, ...given)
  return event === "request" ? visits.run(given[0].url, go) : go()
}

const { query } = pg.Client.prototype
const writing = new WeakSet()

pg.Client.prototype.query = function (...given) {
  const [asked, second] = given
  const text = typeof asked === "string" ? asked : (asked?.text ?? "")
  const values = Array.isArray(second) ? second : (asked?.values ?? [])
  if (/^begin(?! read only)/i.test(text)) writing.add(this)
  if (/^(commit|rollback)/i.test(text)) writing.delete(this)
  const address = visits.getStore()
  if (address && !writing.has(this) && /^\s*(select|with)\s/i.test(text)) tell({ address, text, values })
  return query.apply(this, given)
}

/** Kinds that JSON does not know are told as the database reads them. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Buffer) return `\\x${value.toString("hex")}`
  return typeof value === "bigint" ? String(value) : value
}

const tell = ({ values, ...statement }) =>
  appendFileSync(process.env.STATEMENTS, `${JSON.stringify({ ...statement, values: values.map(plain) })}\n`)
