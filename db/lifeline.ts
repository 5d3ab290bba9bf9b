import pg from "pg"

/* A server that has fallen silent closes no connection: without a watch, whoever waits for its answer would wait for hours. */

/** In milliseconds: how long an answer may take before it is asked whether the server still answers anybody. */
const PATIENCE = 1_000
const LOOK_EVERY = 250

/** In milliseconds: how long a new connection may take; a server that needs longer counts as silent. */
const CONNECTS_WITHIN = 3_000

/** In milliseconds: longer than the server lets any statement of ours run; an answer that takes longer was lost on its way. */
const LONGEST = 20_000

/** Whether the server says anything at all to a new connection, be it a refusal. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECTS_WITHIN })
  client.on("error", () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    return error instanceof pg.DatabaseError
  } finally {
    void client.end().catch(() => {})
  }
}

type Wired = { connection: { stream: { destroy(): void } } }

/**
 * Closes a connection at once, without a word to a server that hears none; whoever waits for its answer is told that it was
 * terminated, and the pool drops it.
 */
const cut = (client: pg.PoolClient) => (client as unknown as Wired).connection.stream.destroy()

/**
 * Cuts those connections of a pool on which an answer is awaited from a server that answers nobody any more, on any of them: within five
 * seconds those who wait are told, and what comes back later meets new connections.
 */
export function watchOver(pool: pg.Pool, url: string): void {
  const waiting = new Map<pg.PoolClient, number>()
  let timer: NodeJS.Timeout | null = null
  let answeredAt = 0

  const cutThoseSince = (latest: number) => {
    for (const [client, since] of waiting) {
      if (since > latest) continue
      waiting.delete(client)
      cut(client)
    }
  }
  const look = async () => {
    const began = performance.now()
    cutThoseSince(began - LONGEST)
    const isLate = began - Math.min(...waiting.values()) > PATIENCE
    if (isLate && !(await answers(url)) && answeredAt < began) cutThoseSince(began)
    timer = null
    lookAgain()
  }
  const lookAgain = () => {
    if (timer || waiting.size === 0) return
    timer = setTimeout(() => void look(), LOOK_EVERY).unref()
  }
  pool.on("connect", (client) => {
    const driver = Object.getPrototypeOf(client) as { query(...args: unknown[]): unknown }
    let isOver = false
    client.query = ((...args: unknown[]) => {
      if (!isOver && !waiting.has(client)) waiting.set(client, performance.now())
      lookAgain()
      return driver.query.apply(client, args)
    }) as typeof client.query
    client.on("end", () => {
      isOver = true
      waiting.delete(client)
    })
    client.on("drain", () => {
      waiting.delete(client)
      answeredAt = performance.now()
    })
  })
}
