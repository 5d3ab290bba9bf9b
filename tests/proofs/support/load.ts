import { setTimeout as pause } from "node:timers/promises"
import type { Outsider } from "./from-outside"

/** People at work, as fast as they are answered: some write leads with names of their own choosing, some read. */
export type Load = {
  /** The names whose writing was answered with success. */
  acknowledged: string[]
  /** The names that were sent, acknowledged or not. */
  sent: string[]
  /** How often each status was answered; `none` is a connection that ended without an answer. */
  answers: Map<number | "none", number>
  /** What came with any answer that is neither success nor a plain "not now". */
  surprises: string[]
  /** Resolves at the next acknowledged write. */
  nextWrite(): Promise<void>
  /** Lets everybody finish what they are at. */
  stop(): Promise<void>
}

/** Resolves once its value is taken to be good; those who wait are woken together. */
function bell() {
  let waiting: (() => void)[] = []
  return {
    next: () => new Promise<void>((rung) => waiting.push(rung)),
    ring() {
      const all = waiting
      waiting = []
      for (const rung of all) rung()
    },
  }
}

/** Starts them. `mark` begins every name, so that several loads can be told apart. */
export function startLoad(member: Outsider, { writers = 6, readers = 2, mark = "Lead" } = {}): Load {
  const wrote = bell()
  const load = { acknowledged: [] as string[], sent: [] as string[], surprises: [] as string[] }
  const answers: Load["answers"] = new Map()
  let going = true
  const count = (status: number | "none") => answers.set(status, (answers.get(status) ?? 0) + 1)

  async function ask(request: () => Promise<Response>): Promise<number | "none"> {
    try {
      const response = await request()
      const text = await response.text()
      count(response.status)
      if (response.status === 503) await calmly(response, text)
      else if (![200, 303].includes(response.status)) load.surprises.push(`${response.status} ${text.slice(0, 300)}`)
      return response.status
    } catch {
      count("none")
      await pause(20)
      return "none"
    }
  }
  async function calmly(response: Response, text: string) {
    if (!response.headers.has("retry-after")) load.surprises.push("503 without Retry-After")
    if (!text.includes("Not available right now")) load.surprises.push(`503 without a page: ${text.slice(0, 300)}`)
    await pause(20)
  }
  async function write(writer: number) {
    for (let n = 0; going; n++) {
      const name = `${mark} ${writer}-${n}`
      load.sent.push(name)
      const email = `${name.replaceAll(" ", ".").toLowerCase()}@example.net`
      const status = await ask(() => member.post("/leads/new", { name, email, evenIfKnown: "on" }))
      if (status !== 303) continue
      load.acknowledged.push(name)
      wrote.ring()
    }
  }
  async function read() {
    while (going) await ask(() => member.get("/leads"))
  }
  const people = [...Array.from({ length: writers }, (_, n) => write(n)), ...Array.from({ length: readers }, read)]
  return {
    ...load,
    answers,
    nextWrite: wrote.next,
    async stop() {
      going = false
      await Promise.all(people)
    },
  }
}
