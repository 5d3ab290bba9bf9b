import { connect, type Socket } from "node:net"

/** What is written to a connection, piece by piece; a number is a pause of so many milliseconds. */
export type Pieces = Iterable<Buffer | string>

/** How a connection ended: `answered` with a whole head, `closed` without a word, or `silent` until the time was over. */
export type RawAnswer = {
  ended: "answered" | "closed" | "silent"
  status: number
  headers: Map<string, string>
  body: string
  milliseconds: number
}

export type RawOptions = {
  withinMs?: number
  /** Hangs up once everything is written, instead of waiting for the answer. */
  hangUp?: boolean
}

/** Writes exactly these bytes to a connection of its own and reads what comes back until the other side closes it. */
export function sendRaw(url: string, pieces: Pieces, { withinMs = 10_000, hangUp = false }: RawOptions = {}) {
  const { hostname, port } = new URL(url)
  const began = performance.now()
  return new Promise<RawAnswer>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    const got: Buffer[] = []
    const finish = (late: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ ...read(Buffer.concat(got), late), milliseconds: performance.now() - began })
    }
    const timer = setTimeout(() => finish(true), withinMs)
    socket.on("data", (piece: Buffer) => got.push(piece))
    socket.on("error", () => {})
    socket.once("close", () => finish(false))
    socket.once("connect", () => {
      void write(socket, pieces).then(() => {
        if (hangUp) socket.destroy()
      })
    })
  })
}

/** Writes no faster than the other side reads, and stops when it is gone. */
async function write(socket: Socket, pieces: Pieces): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return
    if (socket.write(piece)) continue
    await new Promise<void>((go) => {
      socket.once("drain", go)
      socket.once("close", go)
    })
  }
}

function read(bytes: Buffer, late: boolean): Omit<RawAnswer, "milliseconds"> {
  const text = bytes.toString()
  const start = text.startsWith("HTTP/1.1 100 ") ? text.indexOf("\r\n\r\n") + 4 : 0
  const end = text.indexOf("\r\n\r\n", start)
  const [line = "", ...lines] = text.slice(start, Math.max(end, start)).split("\r\n")
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1] ?? 0)
  const headers = new Map(
    lines.map((each) => [each.slice(0, each.indexOf(":")).toLowerCase(), each.slice(each.indexOf(":") + 1).trim()]),
  )
  const ended = status > 0 ? "answered" : late ? "silent" : "closed"
  return { ended, status, headers, body: end < 0 ? "" : text.slice(end + 4) }
}
