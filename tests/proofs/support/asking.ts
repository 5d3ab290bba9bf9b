import { Agent, request } from "node:http"

/** A request as it goes over the wire: nothing is added that is not said here. */
export type Asked = {
  method?: string
  path: string
  cookie?: string
  headers?: Record<string, string>
  body?: string
}

/** An answer as it came. */
export type Answered = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** Lets go of every connection that is kept open. */
export const hangUp = () => agent.destroy()

/** What a browser says when a page of the program itself sends a form. */
export const fromOurPage = (url: string): Record<string, string> => ({
  Origin: url,
  "Sec-Fetch-Site": "same-origin",
  "Content-Type": "application/x-www-form-urlencoded",
})

/** Asks a program over its socket; redirects are answers like others. A kept connection that was closed meanwhile is replaced, as browsers do. */
export function ask(url: string, asked: Asked): Promise<Answered> {
  const { method = "GET", path, cookie, headers = {}, body } = asked
  const { hostname, port } = new URL(url)
  const sent = {
    ...headers,
    ...(cookie ? { Cookie: cookie } : {}),
    ...(method === "GET" || method === "HEAD" ? {} : { "Content-Length": String(Buffer.byteLength(body ?? "")) }),
  }
  return new Promise((answered, failed) => {
    let isAnswered = false
    const asking = request({ hostname, port, method, path, headers: sent, agent }, (response) => {
      isAnswered = true
      const chunks: Buffer[] = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.on("error", failed)
      response.on("end", () => {
        const { statusCode: status = 0, headers } = response
        answered({ status, headers, body: Buffer.concat(chunks).toString("utf8") })
      })
    })
    asking.on("error", (error) => {
      if (asking.reusedSocket && !isAnswered) answered(ask(url, asked))
      else failed(error)
    })
    asking.end(body)
  })
}

/** Does something with each of many, a few at a time, in their order of beginning. */
export async function inParallel<Item>(items: readonly Item[], width: number, work: (item: Item) => Promise<unknown>) {
  const rest = items.values()
  const lane = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: width }, lane))
}
