import pg from "pg"
import { type Named, namedQueries } from "./named-queries"

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

type Callback = (error: Error | null, answer?: unknown) => void

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

  /** What is asked, with the name of its statement; null for what has none. */
  const named = (asked: unknown, values: unknown): Named | null => {
    const isText = typeof asked === "string"
    if (isText && !Array.isArray(values)) return null
    const config = (isText ? { text: asked } : asked) as Named & { submit?: unknown }
    if (config.submit || !config.text) return null
    const name = config.name || nameOf(config.text)
    const { text, types, rowMode } = config
    return name ? { name, text, types, rowMode, values: Array.isArray(values) ? values : config.values } : null
  }

  return class extends pg.Client {
    private readonly askNamed = namedQueries()

    constructor(config?: string | pg.ClientConfig) {
      const given = typeof config === "string" ? { connectionString: config } : config
      super({ ...given, pipeline: true } as pg.ClientConfig)
    }

    override query<Answer>(...given: unknown[]): Answer {
      const ask = super.query as (...asked: unknown[]) => Answer
      sendTogether((this as unknown as { connection: { stream: Outlet } }).connection.stream)
      const asked = named(given[0], given[1])
      if (!asked) return ask.apply(this, given)
      const callback = given.find((each): each is Callback => typeof each === "function")
      return this.askNamed(asked, callback, (query) => ask.call(this, query)) as Answer
    }
  }
}
