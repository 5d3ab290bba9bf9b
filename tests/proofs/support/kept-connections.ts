import { Agent, request } from "node:http"

/** How one request over a kept connection ended: its status and after how many milliseconds it came, or the code of what broke it. */
export type Ended = { status: number; ms: number } | { broken: string; wasFirst: boolean }

/** Somebody whose requests all go over one connection, as a browser or a balancer keeps it. */
export type KeptConnection = {
  ask(method: "GET" | "POST", path: string, form?: Record<string, string>): Promise<Ended>
  close(): void
}

/** Keeps one connection to the program, with a session's cookie. */
export function keptConnection(url: string, cookie: string): KeptConnection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask: KeptConnection["ask"] = (method, path, form = {}) =>
    new Promise((ended) => {
      const began = performance.now()
      const body = method === "POST" ? new URLSearchParams(form).toString() : ""
      const headers = {
        Cookie: cookie,
        Origin: url,
        ...(body && { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) }),
      }
      const asked = request(`${url}${path}`, { agent, method, headers }, (response) => {
        response.once("error", (error) => ended({ broken: error.message, wasFirst: false }))
        response.once("end", () => ended({ status: response.statusCode ?? 0, ms: performance.now() - began }))
        response.resume()
      })
      asked.once("error", (error: NodeJS.ErrnoException) =>
        ended({ broken: error.code ?? error.message, wasFirst: !asked.reusedSocket }),
      )
      asked.end(body)
    })
  return { ask, close: () => agent.destroy() }
}
