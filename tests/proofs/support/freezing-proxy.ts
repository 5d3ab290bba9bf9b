import { type AddressInfo, createConnection, createServer, type Socket } from "node:net"

/** A way between a program and Postgres that can be stopped at one protocol message. */
export type FreezingProxy = {
  /** The same address of a database, by this way. */
  through(url: string): string
  /**
   * Counts messages from now on, in both directions and over all connections, and lets nothing pass from the n-th on. Resolves
   * with that message's name once it came; never, when fewer come.
   */
  freezeAt(n: number): Promise<string>
  /** How many messages came since the last `freezeAt`. */
  counted(): number
  /** Cuts every connection, also the frozen ones, and lets new ones pass. */
  thaw(): Promise<void>
  stop(): Promise<void>
}

const OF_PROGRAM: Record<string, string> = {
  Q: "Query",
  P: "Parse",
  B: "Bind",
  D: "Describe",
  E: "Execute",
  S: "Sync",
  X: "Terminate",
  p: "Password",
}
const OF_SERVER: Record<string, string> = {
  "1": "ParseComplete",
  "2": "BindComplete",
  T: "RowDescription",
  n: "NoData",
  D: "DataRow",
  C: "CommandComplete",
  Z: "ReadyForQuery",
  E: "ErrorResponse",
  N: "NoticeResponse",
  R: "Authentication",
  S: "ParameterStatus",
  K: "BackendKeyData",
}

/** Cuts a stream into whole messages: a type and a length that counts itself. The program's first message has no type. */
function splitter(startsUntyped: boolean): (chunk: Buffer) => Buffer[] {
  let rest = Buffer.alloc(0)
  let untyped = startsUntyped
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    const messages: Buffer[] = []
    for (;;) {
      const head = untyped ? 0 : 1
      if (rest.length < head + 4) return messages
      const length = head + rest.readUInt32BE(head)
      if (rest.length < length) return messages
      messages.push(rest.subarray(0, length))
      rest = rest.subarray(length)
      untyped = false
    }
  }
}

const nameOf = (message: Buffer, names: Record<string, string>) =>
  names[String.fromCharCode(message[0]!)] ?? (names === OF_PROGRAM && message[0] === 0 ? "Startup" : "another")

/** Opens a proxy before the Postgres of an address. */
export async function freezingProxy(databaseUrl: string): Promise<FreezingProxy> {
  const { hostname, port } = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const state = { count: 0, stopAt: Number.POSITIVE_INFINITY, frozen: false, reached: (_: string) => {} }

  const pass = (from: Socket, to: Socket, names: Record<string, string>) => {
    const messagesIn = splitter(names === OF_PROGRAM)
    sockets.add(from)
    from.on("data", (chunk: Buffer) => {
      for (const message of messagesIn(chunk)) {
        if (state.frozen) return
        if (++state.count >= state.stopAt) {
          state.frozen = true
          state.reached(`${names === OF_PROGRAM ? "→" : "←"} ${nameOf(message, names)}`)
          return
        }
        to.write(message)
      }
    })
    from.on("error", () => {})
    from.on("close", () => {
      sockets.delete(from)
      to.destroy()
    })
  }
  const server = createServer((program) => {
    const postgres = createConnection({ host: hostname, port: Number(port || 5432) })
    for (const socket of [program, postgres]) socket.setNoDelay(true)
    pass(program, postgres, OF_PROGRAM)
    pass(postgres, program, OF_SERVER)
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const own = (server.address() as AddressInfo).port

  async function thaw() {
    const closed = [...sockets].map((socket) => new Promise((done) => socket.once("close", done).destroy()))
    await Promise.all(closed)
    Object.assign(state, { stopAt: Number.POSITIVE_INFINITY, frozen: false })
  }
  return {
    through(url) {
      const other = new URL(url)
      other.host = `127.0.0.1:${own}`
      return other.toString()
    },
    freezeAt: (n) =>
      new Promise((reached) => {
        Object.assign(state, { count: 0, stopAt: n, frozen: false, reached })
      }),
    counted: () => state.count,
    thaw,
    async stop() {
      server.close()
      await thaw()
    },
  }
}
