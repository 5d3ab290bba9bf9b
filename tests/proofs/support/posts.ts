import { once } from "node:events"
import { connect, type Socket } from "node:net"

/** A form as a browser posts it: where to, its fields, and who posts it. */
export type Post = { path: string; fields: Record<string, string>; cookie?: string }

/** How the program answered: `location` is where it leads on to, `retryAfter` the seconds it asks to wait. */
export type Answered = { status: number; location: string | null; retryAfter: string | null; body: string }

/** Posts a form at a program from outside; an answer that never came is thrown. */
export async function postForm(url: string, post: Post): Promise<Answered> {
  const [answered] = await postTogether(url, [post])
  return answered!
}

/**
 * Posts forms so that their ends arrive together: each on a connection of its own with all its bytes but the last, then the
 * last byte of all of them at once, or each by its milliseconds later.
 */
export async function postTogether(
  url: string,
  posts: readonly Post[],
  lateBy: (at: number) => number = () => 0,
): Promise<Answered[]> {
  const opened = await Promise.all(posts.map((post) => openPost(url, post)))
  const answers = opened.map(({ socket }) => answerOn(socket))
  for (const [at, { socket, lastByte }] of opened.entries()) {
    const late = lateBy(at)
    if (late === 0) socket.write(lastByte)
    else setTimeout(() => socket.write(lastByte), late)
  }
  return Promise.all(answers)
}

/** Asks for a page; `headers` come beside those of every request. */
export async function getPage(url: string, path: string, headers: Record<string, string> = {}): Promise<Answered> {
  const { hostname, port, host } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, "connect")
  const answer = answerOn(socket)
  const said = Object.entries({ Host: host, Connection: "close", Accept: "text/html", ...headers })
  socket.write(`GET ${path} HTTP/1.1\r\n${said.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`)
  return answer
}

async function openPost(url: string, { path, fields, cookie }: Post) {
  const { hostname, port, host, origin } = new URL(url)
  const body = new URLSearchParams(fields).toString() || "="
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Origin: ${origin}`,
    "Connection: close",
    "Accept: text/html",
    "Content-Type: application/x-www-form-urlencoded",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
  ]
  const bytes = Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, "connect")
  await new Promise<void>((sent, failed) =>
    socket.write(bytes.subarray(0, -1), (error) => (error ? failed(error) : sent())),
  )
  return { socket, lastByte: bytes.subarray(-1) }
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
      answered({ status, location: header("location"), retryAfter: header("retry-after"), body: text.slice(end + 4) })
    })
  })
}
