import pg from "pg"

/** So many texts of a pool are known by name, on each connection as far as it has met them; others are planned each time. */
const MOST = 400

/** Names statements that come again, while there is room. */
function namer() {
  const seenOnce = new Set<string>()
  const names = new Map<string, string>()
  return (text: string): string | undefined => {
    const known = names.get(text)
    if (known || names.size >= MOST) return known
    if (!seenOnce.delete(text)) {
      if (seenOnce.size >= MOST) seenOnce.clear()
      seenOnce.add(text)
      return undefined
    }
    const name = `s${names.size}`
    names.set(text, name)
    return name
  }
}

type Config = { text?: string; name?: string; values?: unknown[] }

/** A connection's way out, which can hold back what is written until all of it is there. */
type Outlet = { cork(): void; uncork(): void; writableCorked: number }

/** Sends what is asked before the program next waits for anything in one piece: each piece costs a call of the system and wakes the server. */
function sendTogether(outlet: Outlet): void {
  if (outlet.writableCorked > 0) return
  outlet.cork()
  process.nextTick(() => outlet.uncork())
}

/**
 * The connections of a pool that have the server keep the plan of a statement that comes again: planning the joins of a list takes
 * longer than reading its rows. They send what is asked at once, without waiting for the answer to what was asked before.
 */
export function preparingClients(): typeof pg.Client {
  const nameOf = namer()

  /** What is asked, under the name of its statement where it has one. */
  const prepared = ([asked, ...rest]: unknown[]): unknown[] => {
    const isText = typeof asked === "string"
    if (isText && !Array.isArray(rest[0])) return [asked, ...rest]
    const config = (isText ? { text: asked } : asked) as Config
    const name = config.name || !config.text || "submit" in config ? undefined : nameOf(config.text)
    return name ? [{ ...config, name }, ...rest] : [asked, ...rest]
  }

  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      const given = typeof config === "string" ? { connectionString: config } : config
      super({ ...given, pipeline: true } as pg.ClientConfig)
    }

    override query<Answer>(...given: unknown[]): Answer {
      const ask = super.query as (...asked: unknown[]) => Answer
      sendTogether((this as unknown as { connection: { stream: Outlet } }).connection.stream)
      return ask.apply(this, prepared(given))
    }
  }
}
