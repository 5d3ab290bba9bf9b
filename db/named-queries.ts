import pg from "pg"

/** What a column of an answer is called and holds, as the server describes it. */
type Field = { name: string }

/** How pg (8.23) keeps an answer while it is read. */
type Answer = {
  fields: Field[]
  rowAsArray: boolean
  parseRow: unknown
  _parseRowAsArray: unknown
  _parsers: unknown
  _prebuiltEmptyResultObject: unknown
  _types: unknown
}

/** How pg (8.23) asks and reads, as far as it is told otherwise here. */
type Inside = {
  prepare(this: pg.Query, connection: object): void
  handleRowDescription(this: pg.Query, message: { fields: Field[] }): void
  handleCommandComplete(this: pg.Query, message: unknown, connection: object): void
}

type Done = (error: Error | null, answer?: unknown) => void

export type Named = { name: string; text?: string; values?: unknown[]; types?: unknown; rowMode?: string }

/** How the answers of a connection's statements look, by their names, and how each was read last. */
type Known = Map<string, Pick<Answer, "fields" | "_parsers" | "_prebuiltEmptyResultObject" | "_types">>

const inside = pg.Query.prototype as unknown as Inside

/** A statement that the server knows by name on this connection; once its answer's columns are known too, they are not asked again. */
class NamedQuery extends pg.Query {
  declare name: string
  declare text: string | undefined
  declare values: unknown[] | undefined
  declare callback: Done
  declare _accumulateRows: boolean
  declare _result: Answer

  constructor(
    { text, name, values, types, rowMode }: Named,
    private readonly known: Known,
    callback: Done,
  ) {
    super(text)
    Object.assign(this, { name, values, callback })
    if (types) this._result._types = types
    if (rowMode !== "array") return
    this._result.rowAsArray = true
    this._result.parseRow = this._result._parseRowAsArray
  }

  prepare(connection: object) {
    const known = this.known.get(this.name)
    inside.prepare.call(this, known ? undescribed(connection) : connection)
    if (known && known.fields.length > 0) this.handleRowDescription(known)
  }

  handleRowDescription(described: { fields: Field[] }) {
    const known = this.known.get(this.name)
    if (!known || known._types !== this._result._types) return inside.handleRowDescription.call(this, described)
    Object.assign(this._result, known)
    this._accumulateRows = true
  }

  handleCommandComplete(message: unknown, connection: object) {
    inside.handleCommandComplete.call(this, message, connection)
    if (this.known.has(this.name)) return
    const { fields, _parsers, _prebuiltEmptyResultObject, _types } = this._result
    this.known.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject, _types })
  }
}

const withoutDescribing = new WeakMap<object, object>()

/** The same connection, over which the server is not asked what an answer's columns are. */
function undescribed(connection: object): object {
  const known = withoutDescribing.get(connection)
  if (known) return known
  const made = Object.create(connection, { describe: { value: () => undefined } })
  withoutDescribing.set(connection, made)
  return made
}

/**
 * Asks the named statements of one connection, for as long as it lives: the server says once what columns an answer has, and
 * refuses a statement (0A000) whose columns were changed since. `send` is the driver's own way to ask.
 */
export function namedQueries() {
  const known: Known = new Map()
  return <Sent>(asked: Named, callback: Done | undefined, send: (query: pg.Query) => Sent): Sent | Promise<unknown> => {
    if (callback) return send(new NamedQuery(asked, known, callback))
    const answer = new Promise<unknown>((resolve, reject) => {
      send(new NamedQuery(asked, known, (error, result) => (error ? reject(error) : resolve(result))))
    })
    return answer.catch((error: Error) => {
      Error.captureStackTrace(error)
      throw error
    })
  }
}
