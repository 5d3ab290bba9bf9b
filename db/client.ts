import pg from "pg"

const int8 = 20
const dateOnly = 1082

/** bigint columns arrive as bigint, dates as their text; everything else as pg reads it. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (oid === int8) return (value: string) => BigInt(value)
    if (oid === dateOnly) return (value: string) => value
    return pg.types.getTypeParser(oid, format as "text")
  }) as typeof pg.types.getTypeParser,
}

type PoolOptions = {
  max: number
  name: string
  onError?: (error: Error) => void
  /** Values as pg reads them, for libraries that know nothing of ours: bigint as text, dates as instants. */
  plainTypes?: boolean
}

/** A pool of connections; a connection lost while idle is dropped and made anew, never an unhandled error. */
export function openPool(url: string, options: PoolOptions) {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1800,
    keepAlive: true,
    types: options.plainTypes ? undefined : types,
  })
  const lost = options.onError ?? (() => undefined)
  pool.on("error", lost)
  pool.on("connect", (client) => client.on("error", lost))
  return pool
}
