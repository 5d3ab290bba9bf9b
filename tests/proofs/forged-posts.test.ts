import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { type Browser, chromium } from "@playwright/test"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { browserArguments, ensureBrowser } from "../support/browser"
import type { Program } from "../support/program"
import { checksumsOf } from "../support/wall"
import { frameAll, postInEveryWay } from "./support/another-site"
import { type Answered, ask, fromOurPage, inParallel } from "./support/asking"
import { leadsTo, payloads } from "./support/astray"
import { type Form, patternOf } from "./support/pages"
import { size, tell } from "./support/proof"
import { type Side, settled, twoOrganizations } from "./support/two-organizations"

/*
 * What another site can make a signed-in person's browser send: every form of the program, in every way a browser has, from the same
 * host on another port, from another host and from a frame without an origin. None of it changes anything, no page can be framed, and
 * no parameter leads off the site.
 */

let program: Program
let a: Side
let posts: Form[]
const figures = { forged: 0, browser: 0, framed: 0, redirects: 0 }

beforeAll(async () => {
  ;({ program, a } = await twoOrganizations())
  const isOurs = ({ pattern }: Form) => !pattern.startsWith("/f/")
  const one = new Map(
    a.forms.filter(isOurs).map((form) => [`${form.pattern} ${form.fields.map(([name]) => name)}`, form]),
  )
  posts = [...one.values()]
}, 180_000)

afterAll(async () => {
  tell("Nothing that another site sends works", { forms: posts?.length ?? 0, ...figures })
  await program?.stop()
})

const encoded = (fields: readonly (readonly [string, string])[]) =>
  new URLSearchParams(fields.map(([...pair]) => pair)).toString()

/** Everything that a forged post could have changed: rows, people, sessions. */
async function state() {
  await settled([a])
  const { rows } = await webPool().query(
    "select id, revoked_at from sessions union all select id, password_changed_at from people order by 1",
  )
  return JSON.stringify([await checksumsOf(a.world), rows])
}

/** What browsers and others can say of where a request comes from, when it comes from elsewhere. */
function foreignHeaders(): Record<string, string>[] {
  const { host, origin } = new URL(program.url)
  const from = (Origin: string) => ({ Origin })
  return [
    {},
    from("null"),
    from("http://evil.example"),
    from(`${origin}.evil.example`),
    from(`http://evil.example/${host}`),
    from(`${origin}@evil.example`),
    from(origin.replace("http:", "https:")),
    from("http://localhost:1"),
    { Referer: `${origin}/leads` },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { Origin: origin, "Sec-Fetch-Site": "cross-site" },
    { Origin: origin, "Sec-Fetch-Site": "same-site" },
    { Origin: "http://evil.example", "Sec-Fetch-Site": "same-origin" },
    { Origin: "null", "Sec-Fetch-Site": "none" },
    { Origin: "http://evil.example", "X-Forwarded-Host": "evil.example" },
  ]
}

/** The names under which programs are told where to go next, and every field of our own forms. */
const names = () => [
  ...new Set([
    "returnTo",
    "next",
    "redirect",
    "redirectUrl",
    "to",
    "url",
    "continue",
    ...a.forms
      .flatMap(({ fields }) => fields.map(([name]) => name))
      .filter((name) => /return|redirect|next|url/i.test(name)),
  ]),
]

type Led = { path: string; name: string; ask(value: string): Promise<Answered> }

/** Every parameter of an address or a form that decides where an answer leads to: found by trying. */
async function redirecting(): Promise<Led[]> {
  const { cookies, addresses } = a
  const places = Object.values(addresses).filter((path) => !/^\/(logout|p\/|i\/|f\/|reset\/)/.test(path))
  const tries: Led[] = places.flatMap((path) =>
    size(["returnTo", "next"], names()).flatMap((name) => {
      const asked = (value: string) => `${path}${path.includes("?") ? "&" : "?"}${encoded([[name, value]])}`
      const form = posts.find(({ pattern }) => pattern === patternOf(path))
      const read: Led = { path, name, ask: (value) => ask(program.url, { path: asked(value), cookie: cookies.owner }) }
      const send = (path: string, fields: [string, string][]) =>
        ask(program.url, {
          method: "POST",
          path,
          cookie: cookies.guest,
          headers: fromOurPage(program.url),
          body: encoded(fields),
        })
      const kept = (form?.fields ?? []).filter(([known]) => known !== name)
      return [
        read,
        { path, name, ask: (value) => send(asked(value), kept) },
        { path, name, ask: (value) => send(path, [...kept, [name, value]]) },
      ]
    }),
  )
  const found: Led[] = []
  await inParallel(tries, 8, async (one) => {
    const where = leadsTo(await one.ask("/marked/place"))
    if (where !== null && new URL(where, program.url).pathname === "/marked/place") found.push(one)
  })
  return found
}

describe("a post from elsewhere", () => {
  it("changes nothing, whatever it says of where it comes from", async () => {
    const before = await state()
    const headers = foreignHeaders()
    const methods = size(["POST"], ["POST", "PUT", "PATCH", "DELETE"])
    const all = posts.flatMap((form, at) =>
      size([headers[at % headers.length]!, headers[(at * 7 + 3) % headers.length]!], headers).flatMap((each) =>
        methods.map((method) => ({ form, method, each })),
      ),
    )
    const let_in: string[] = []
    await inParallel(all, 8, async ({ form, method, each }) => {
      const sent = { "Content-Type": "application/x-www-form-urlencoded", ...each }
      const { status } = await ask(program.url, {
        method,
        path: form.action,
        cookie: a.cookies.owner,
        headers: sent,
        body: encoded(form.fields),
      })
      figures.forged++
      if (status !== 403) let_in.push(`${method} ${form.action} with ${JSON.stringify(each)}: ${status}`)
    })
    expect(let_in).toEqual([])
    expect(await state()).toBe(before)
  })

  it("leads nowhere but to the site itself, by any parameter", async () => {
    const all = await redirecting()
    expect(all.map(({ path, name }) => `${patternOf(path)} ${name}`)).toContain("/settings/theme returnTo")
    const { origin } = new URL(program.url)
    const astray: string[] = []
    const tried = size(
      all.filter(
        (each, at) =>
          all.findIndex(({ path, name }) => patternOf(path) === patternOf(each.path) && name === each.name) === at,
      ),
      all,
    )
    await inParallel(
      tried.flatMap((one) => payloads.map((payload) => ({ one, payload }))),
      8,
      async ({ one, payload }) => {
        const answer = await one.ask(payload)
        const where = leadsTo(answer)
        figures.redirects++
        if (answer.status >= 500) astray.push(`${one.path} ${one.name}=${payload}: ${answer.status}`)
        if (where !== null && new URL(where, program.url).origin !== origin)
          astray.push(`${one.path} ${one.name}=${payload} leads to ${where}`)
      },
    )
    expect(astray).toEqual([])
  })
})

describe("another site in a real browser", () => {
  let browser: Browser
  let evil: Server

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: ensureBrowser(() => {}), args: browserArguments })
    evil = createServer((_, response) => {
      response.setHeader("Content-Type", "text/html")
      response.end("<!doctype html><title>Another site</title><body>")
    })
    await new Promise<void>((listening) => evil.listen(0, "127.0.0.1", listening))
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    evil?.close()
  })

  it.each(["localhost", "127.0.0.1"])("posts from %s change nothing, and no page can be framed there", async (host) => {
    const before = await state()
    const context = await browser.newContext()
    const [name, value] = a.cookies.owner.split("=") as [string, string]
    await context.addCookies([{ name, value, url: program.url, httpOnly: true, sameSite: "Lax" }])
    const page = await context.newPage()
    const answered: number[] = []
    context.on("response", (response) => {
      if (response.request().method() === "POST" && response.url().startsWith(program.url))
        answered.push(response.status())
    })
    await page.goto(`http://${host}:${(evil.address() as AddressInfo).port}/`)
    const forms = posts
      .filter((_, at) => size(at % 6 === 0, true))
      .map(({ action, fields }) => ({ action: `${program.url}${action}`, fields }))
    await page.evaluate(postInEveryWay, forms)
    figures.browser += answered.length
    expect(await state()).toBe(before)
    expect(answered.length).toBeGreaterThan(forms.length)
    expect([...new Set(answered)].filter((status) => status !== 403 && status !== 415 && status !== 411)).toEqual([])
    const framed = Object.values(a.addresses).filter(
      (path, at) => !path.startsWith("/logout") && size(at % 8 === 0, true),
    )
    await page.evaluate(
      frameAll,
      framed.map((path) => `${program.url}${path}`),
    )
    const shown = page.frames().filter((frame) => frame.url().startsWith(program.url))
    figures.framed += framed.length
    expect(shown.map((frame) => frame.url())).toEqual([])
    await context.close()
  })
})
