import { type AddressInfo, createConnection, createServer, type Socket } from "node:net"

/** A way between a program and Postgres that can be made slow, or swallow what is sent over it. */
export type LongWay = {
  /** The same address of a database, by this way. */
  through(url: string): string
  /** Has each message take so many milliseconds, in either direction. */
  slow(ms: number): void
  /** Lets nothing pass, no end of a connection either, and refuses nothing: whoever sends hears nothing. */
  swallow(): void
  /** Lets everything pass, first what was held back: it arrives late, as what a network sends again. */
  pass(): void
  stop(): Promise<void>
}

type Held = { piece: Buffer | "end"; due: number }
type State = { delay: number; silent: boolean; pumps: Set<() => void> }

/** Carries what comes from one end to the other, each piece when it is due, in order. */
function carry(from: Socket, to: Socket, state: State): void {
  const held: Held[] = []
  let timer: NodeJS.Timeout | null = null
  const pump = () => {
    if (timer) clearTimeout(timer)
    timer = null
    while (!state.silent && held[0] && held[0].due <= performance.now()) {
      const { piece } = held.shift()!
      if (piece !== "end") to.write(piece)
      else {
        state.pumps.delete(pump)
        to.end()
      }
    }
    if (held[0] && !state.silent) timer = setTimeout(pump, held[0].due - performance.now())
  }
  const hold = (piece: Held["piece"]) => {
    held.push({ piece, due: performance.now() + state.delay })
    if (!timer) pump()
  }
  state.pumps.add(pump)
  from.on("data", hold)
  from.on("error", () => {})
  from.once("close", () => hold("end"))
}

/** Opens such a way to the Postgres of an address. */
export async function longWay(databaseUrl: string): Promise<LongWay> {
  const { hostname, port } = new URL(databaseUrl)
  const state: State = { delay: 0, silent: false, pumps: new Set() }
  const sockets = new Set<Socket>()
  const server = createServer((program) => {
    const postgres = createConnection({ host: hostname, port: Number(port || 5432) })
    for (const socket of [program, postgres]) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.once("close", () => sockets.delete(socket))
    }
    carry(program, postgres, state)
    carry(postgres, program, state)
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const own = (server.address() as AddressInfo).port
  const letPass = () => {
    state.silent = false
    for (const pump of state.pumps) pump()
  }
  return {
    through(url) {
      const other = new URL(url)
      other.host = `127.0.0.1:${own}`
      return other.toString()
    },
    slow(ms) {
      state.delay = ms
    },
    swallow() {
      state.silent = true
    },
    pass: letPass,
    async stop() {
      letPass()
      const closed = new Promise((done) => server.close(done))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
