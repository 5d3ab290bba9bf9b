import { once } from "node:events"
import { connect, type Socket } from "node:net"

/**
 * A request as a browser makes it: where to, the fields of the form when it posts one, and who makes it. `from` is the
 * network address that a proxy in front of the program states.
 */
export type Ask = { path: string; fields?: Record<string, string>; cookie?: string; from?: string }

/** How the program answered: `location` is where it leads on to, `retryAfter` the seconds it asks to wait, `notice` what the next page is to say. */
export type Answered = {
  status: number
  location: string | null
  retryAfter: string | null
  notice: string | null
  body: string
}

/** Makes one request at a program from outside; an answer that never came is thrown. */
export async function ask(url: string, asked: Ask): Promise<Answered> {
  const [answered] = await askTogether([url], [asked])
  return answered!
}

/**
 * Makes requests so that their ends arrive together: each on a connection of its own with all its bytes but the last, then the
 * last byte of all of them at once, or each by its milliseconds later. Several programs are asked in turn.
 */
export async function askTogether(
  urls: readonly string[],
  asks: readonly Ask[],
  lateBy: (at: number) => number = () => 0,
): Promise<Answered[]> {
  const opened = await Promise.all(asks.map((asked, at) => open(urls[at % urls.length]!, asked)))
  const answers = opened.map(({ socket }) => answerOn(socket))
  for (const [at, { socket, lastByte }] of opened.entries()) {
    const late = lateBy(at)
    if (late === 0) socket.write(lastByte)
    else setTimeout(() => socket.write(lastByte), late)
  }
  return Promise.all(answers)
}

async function open(url: string, asked: Ask) {
  const { hostname, port } = new URL(url)
  const bytes = Buffer.from(written(url, asked))
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, "connect")
  await new Promise<void>((sent, failed) =>
    socket.write(bytes.subarray(0, -1), (error) => (error ? failed(error) : sent())),
  )
  return { socket, lastByte: bytes.subarray(-1) }
}

function written(url: string, { path, fields, cookie, from }: Ask): string {
  const { host, origin } = new URL(url)
  const body = fields ? new URLSearchParams(fields).toString() || "submission=" : ""
  const form = ["Content-Type: application/x-www-form-urlencoded", `Content-Length: ${Buffer.byteLength(body)}`]
  const head = [
    `${fields ? "POST" : "GET"} ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: close",
    "Accept: text/html",
    ...(fields ? [`Origin: ${origin}`, ...form] : []),
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    ...(from ? [`X-Forwarded-For: ${from}`] : []),
  ]
  return `${head.join("\r\n")}\r\n\r\n${body}`
}

function noticeIn(head: string): string | null {
  const written = /^set-cookie: notice=([\w-]+)\./im.exec(head)?.[1]
  return written ? (JSON.parse(Buffer.from(written, "base64url").toString()) as { text: string }).text : null
}

/** The whole answer on a connection that the program closes after it. */
function answerOn(socket: Socket): Promise<Answered> {
  return new Promise((answered, failed) => {
    const parts: Buffer[] = []
    socket.on("data", (part: Buffer) => parts.push(part))
    socket.once("error", failed)
    socket.once("close", () => {
      const text = Buffer.concat(parts).toString()
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1])
      if (!status) return failed(new Error("The connection was closed without an answer"))
      const end = text.indexOf("\r\n\r\n")
      const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(text.slice(0, end))?.[1]?.trim() ?? null
      const notice = noticeIn(text.slice(0, end))
      const [location, retryAfter] = [header("location"), header("retry-after")]
      answered({ status, location, retryAfter, notice, body: text.slice(end + 4) })
    })
  })
}
