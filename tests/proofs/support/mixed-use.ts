import { setTimeout as pause } from "node:timers/promises"
import type { Program } from "../../support/program"
import { type Answered, type Asked, ask, fromOurPage } from "./asking"
import { type Listening, listen } from "./listening"
import { formsOn } from "./pages"

/** What the use of a program came to: acts by name, how long each request took, and what went wrong. */
export type Use = {
  acts: Record<string, number>
  requests: number
  /** When each request was answered, and how long it took, in milliseconds. */
  took: { at: number; ms: number }[]
  wrong: string[]
  stop(): Promise<void>
}

type Staff = { cookie: string; personId: string }
export type Place = { program: Program; people: readonly Staff[]; formKey: string }

const pages =
  "/ /leads /companies /contacts /deals /deals/list /proposals /invoices /notifications /settings/organization".split(
    " ",
  )
const encoded = (fields: readonly (readonly [string, string])[]) =>
  new URLSearchParams(fields.map(([...pair]) => pair)).toString()

/**
 * Uses a program as an agency and its clients do, `rate` requests a second: enquiries come in, leads become deals, proposals are sent,
 * signed and paid, invoices drafted, issued and paid, documents fetched, pages read, and streams opened and closed.
 */
export function useMixed({ program, people, formKey }: Place, rate: number): Use {
  const use: Use = { acts: {}, requests: 0, took: [], wrong: [], stop }
  let stopped = false
  let turns = 0
  const began = Date.now()
  const [owner] = people
  const known: string[] = []
  const streams = new Set<Listening>()

  const turn = async () => {
    const at = began + (turns++ * 1_000) / rate
    if (at > Date.now()) await pause(at - Date.now())
    if (stopped) throw new Over()
  }
  const request = async (asked: Asked, url = program.url): Promise<Answered> => {
    await turn()
    const before = performance.now()
    const answer = await ask(url, asked)
    use.requests++
    use.took.push({ at: Date.now(), ms: performance.now() - before })
    if (answer.status >= 400) use.wrong.push(`${asked.method ?? "GET"} ${asked.path}: ${answer.status}`)
    return answer
  }
  const read = (path: string, cookie?: string) => request({ path, cookie })
  const send = (path: string, fields: readonly (readonly [string, string])[], cookie?: string) =>
    request({ method: "POST", path, cookie, headers: fromOurPage(program.url), body: encoded(fields) })
  /** Sends the form of a page as a person does who fills in some of it; answers where it leads to. */
  const fill = async (path: string, typed: Record<string, string>, cookie?: string, to?: string) => {
    const page = await read(path, cookie)
    const forms = formsOn(page.body, path)
    const form = forms.findLast(({ action }) => new URL(action, program.url).pathname === (to ?? path))
    if (!form) throw new Error(`${path} has no form to ${to ?? path}`)
    const kept = form.fields.filter(([name]) => !(name in typed))
    const sent = [...kept, ...Object.entries(typed)]
    const { status, headers, body } = await send(form.action, sent, cookie)
    const why = () => [...body.matchAll(/class="[^"]*error[^"]*"[^>]*>([^<]+)</g)].map(([, sentence]) => sentence)
    if (status !== 303) throw new Error(`${path} was answered ${status} with ${encoded(sent)}: ${why()}`)
    return String(headers.location)
  }
  const did = (act: string) => {
    use.acts[act] = (use.acts[act] ?? 0) + 1
  }
  let clients = 0

  const mailed = async (email: string, path: "/p/" | "/i/") => {
    for (let tries = 0; tries < 200; tries++) {
      const { body } = await ask(program.sandboxUrl, { path: `/sandbox-api/mails?to=${encodeURIComponent(email)}` })
      const link = new RegExp(`${path}[\\w-]{20,}`).exec(body)?.[0]
      if (link) return link
      await pause(100)
    }
    throw new Error(`No mail with ${path} reached ${email}`)
  }

  /** An enquiry by telephone all the way to the money. */
  const road = async () => {
    const { cookie } = owner!
    const email = `client@client${++clients}-${began}.example`
    const lead = await fill(
      "/leads/new",
      { name: `Client ${clients}`, email, companyName: `Company ${clients}` },
      cookie,
    )
    const deal = await fill(`${lead}/convert`, { dealTitle: `Website ${clients}` }, cookie)
    did("captured and converted")
    known.push(lead, deal)
    await fill(`${deal}/lines`, line(), cookie)
    const draft = await fill(deal, {}, cookie, `${deal}/proposals`)
    const proposal = await fill(draft, {}, cookie)
    await fill(`${proposal}/send`, {}, cookie)
    did("sent")
    known.push(proposal)
    const link = await mailed(email, "/p/")
    await read(link)
    await request({ method: "POST", path: `${link}/seen`, headers: fromOurPage(program.url) })
    const checkout = await fill(link, { typedName: `Client ${clients}`, consent: "on", intent: "sign" })
    did("signed")
    await pays(checkout)
    await read(link)
    await fetched(proposal, cookie)
  }

  /** One member may fetch ten documents a minute. */
  let lastFetched = 0
  const fetched = async (record: string, cookie: string) => {
    if (Date.now() - lastFetched < 8_000) return
    lastFetched = Date.now()
    await read(`${record}/pdf`, cookie)
    did("document fetched")
  }

  const line = (): Record<string, string> => ({
    "lines[0].name": "Website",
    "lines[0].quantity": "1",
    "lines[0].unitPrice": "8000",
    "lines[0].taxRate": "19",
  })

  const pays = async (checkout: string) => {
    const { pathname } = new URL(checkout)
    const form = { method: "POST", path: pathname, headers: { "Content-Type": "application/x-www-form-urlencoded" } }
    await request({ ...form, body: "method=card" }, program.sandboxUrl)
    did("paid by card")
  }

  /** An invoice of one's own, issued, sent, fetched and paid. */
  const billing = async () => {
    const { cookie } = owner!
    const email = `payer@payer${++clients}-${began}.example`
    const lead = await fill(
      "/leads/new",
      { name: `Payer ${clients}`, email, companyName: `Payer ${clients} Ltd` },
      cookie,
    )
    const deal = await fill(`${lead}/convert`, { dealTitle: `Care ${clients}` }, cookie)
    await fill(`${deal}/lines`, line(), cookie)
    const company = /href="(\/companies\/[0-9a-f-]{36})"/.exec((await read(deal, cookie)).body)![1]!
    const street = { line1: "Quai 1", postalCode: "13002", city: "Marseille", country: "FR" }
    await fill(`${company}/addresses/new`, street, cookie)
    const invoice = await fill(`/invoices/new?dealId=${deal.split("/").at(-1)}`, {}, cookie, "/invoices/new")
    await fill(`${invoice}/issue`, { send: "on" }, cookie)
    did("issued")
    known.push(company, invoice)
    const link = await mailed(email, "/i/")
    await read(link)
    await read(`${link}/pdf`)
    did("document fetched")
    await fetched(invoice, cookie)
    await fill(`${invoice}/payments`, {}, cookie)
    did("payment recorded")
  }

  const reading = async () => {
    const { cookie } = people[use.requests % people.length]!
    const path =
      use.requests % 3 === 0 && known.length > 0
        ? known.at(-1 - (use.requests % Math.min(known.length, 40)))!
        : pages[use.requests % pages.length]!
    await read(path, owner!.cookie)
    await read(pages[(use.requests + 1) % (pages.length - 1)]!, cookie)
    did("page read")
  }

  const enquiry = async () => {
    const form = `/f/${formKey}`
    const typed = {
      name: "Ed Enquirer",
      email: `ed${++clients}@enquirer.example`,
      message: `We need site ${clients}.`,
      leave_empty: "",
    }
    await fill(form, { ...typed, consent: "on" })
    await read(`${form}/thanks`)
    did("enquired")
    for (let pages = 0; pages < 20; pages++) await reading()
  }

  const streaming = async () => {
    const { cookie } = people[use.requests % people.length]!
    await turn()
    const stream = await listen(program.url, cookie)
    if (stream.status !== 200) use.wrong.push(`GET /events: ${stream.status}`)
    streams.add(stream)
    did("stream opened")
    for (let pages = 0; pages < 8; pages++) await reading()
    stream.close()
    streams.delete(stream)
  }

  const again = async (act: () => Promise<void>) => {
    while (!stopped) {
      try {
        await act()
      } catch (error) {
        if (error instanceof Over) return
        use.wrong.push(String(error))
      }
    }
  }
  const actors = [road, billing, reading, reading, enquiry, streaming, streaming].map(again)

  async function stop() {
    stopped = true
    await Promise.all(actors)
    for (const stream of streams) stream.close()
  }
  return use
}

/** The use is over: nothing more is asked. */
class Over extends Error {}
