import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { pages } from "~/routes"
import { aFullWorld } from "../support/a-full-world"
import { cookieFor } from "../support/knock"
import { type Program, startProgram } from "../support/program"
import { addressesIn, isForMembers, isPlain } from "../support/served-pages"
import { ourDatabase } from "../support/world"

/** A page as it was served. */
type Served = { path: string; status: number; headers: Headers; html: string | null }

/** Pages that are not there or lead elsewhere, and how they say so. */
const elsewhere: Record<string, number> = {
  "/setup": 404,
  "/step-up": 302,
  "/login/factor": 303,
  "/support": 403,
  "/login/sso/:key/callback": 403,
  "/*": 404,
  "/i/:token/pay": 303,
}

/**
 * What came from outside: a mail as its reader sees it, with the styles that mails need, a file somebody kept, and a logo; and the
 * style sheet of a colour, which is everybody's.
 */
const foreign = ["/sandbox/mail/:mailId/body", "/payments/:paymentId/files/:fileId", "/logos/:logo", "/colours/:colour"]

let program: Program
let addresses: Record<string, string>
let cookie: string

beforeAll(async () => {
  const world = await aFullWorld()
  addresses = await addressesIn(world)
  cookie = await cookieFor(world.people.owner.email)
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  program = await startProgram({
    env: {
      ...{ DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey },
      ...{ SANDBOX: "1", DATA_DIR: process.env.DATA_DIR! },
    },
  })
}, 180_000)

afterAll(() => program?.stop())

async function served(path: string, address: string): Promise<Served> {
  const headersOfMember = isPlain(path) && !isForMembers(path) ? undefined : { Cookie: cookie }
  const response = await fetch(`${program.url}${address}`, { headers: headersOfMember, redirect: "manual" })
  const isPage = response.headers.get("content-type")?.startsWith("text/html") ?? false
  const { status, headers } = response
  return { path, status, headers, html: isPage ? await response.text() : null }
}

/** What is wrong with an answer, as sentences. */
function complaints(answer: Served): string[] {
  const { path, status, headers, html } = answer
  const nonce = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1]
  return [
    ...(isExpected(path, status) ? [] : [`${path} answered ${status}.`]),
    ...headerComplaints(headers).map((what) => `${path} ${what}.`),
    ...(html === null ? [] : htmlComplaints(html, nonce, isPlain(path)).map((what) => `${path} ${what}.`)),
  ]
}

/** A page is there; what is only pressed leads back to one, and a file may not be made yet. */
function isExpected(path: string, status: number): boolean {
  if (path in elsewhere) return status === elsewhere[path]
  const isScreen = pages[path as keyof typeof pages].file.endsWith(".tsx")
  return isScreen ? status === 200 : status < 500
}

function headerComplaints(headers: Headers): string[] {
  const policy = headers.get("content-security-policy") ?? ""
  const wrong: [boolean, string][] = [
    [!/script-src 'self' 'nonce-[\w+/=-]{16,}'(;|$)/.test(policy), "lets scripts run without a nonce"],
    [!/style-src 'self'(;|$)/.test(policy), "lets styles stand in the page"],
    [/unsafe-|data:[^;]*script|\*/.test(policy.replace("img-src 'self' data: blob:", "")), "has a hole in its policy"],
    [
      !["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"].every((each) => policy.includes(each)),
      "leaves objects, bases or frames open",
    ],
    [headers.get("x-content-type-options") !== "nosniff", "may be taken for another type"],
    [headers.get("x-frame-options") !== "DENY" && !policy.includes("frame-ancestors 'self'"), "may be framed"],
    [
      headers.get("referrer-policy") !== "same-origin" && headers.get("referrer-policy") !== "no-referrer",
      "tells others where it was",
    ],
    [!headers.get("permissions-policy")?.includes("camera=()"), "may ask for the camera"],
    [!/no-store|private/.test(headers.get("cache-control") ?? ""), "may be kept by others"],
    [headers.has("x-powered-by"), "says what it runs on"],
  ]
  return wrong.flatMap(([isWrong, sentence]) => (isWrong ? [sentence] : []))
}

function htmlComplaints(html: string, nonce: string | undefined, isWithoutFramework: boolean): string[] {
  const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].map(([, attributes]) => attributes!)
  const tags = [...html.replaceAll(/<script\b[\s\S]*?<\/script>/g, "").matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag)
  const own = scripts.filter((attributes) => /\ssrc="\//.test(attributes))
  const wrong: [boolean, string][] = [
    [
      scripts.some((attributes) => !/\ssrc="\//.test(attributes) && !attributes.includes(`nonce="${nonce}"`)),
      "has an inline script without its nonce",
    ],
    [/<style\b/i.test(html), "has a style element"],
    [tags.some((tag) => /\sstyle\s*=/i.test(tag)), "has an inline style"],
    [tags.some((tag) => /\son[a-z]+\s*=/i.test(tag)), "has an inline handler"],
    [tags.some((tag) => /(href|action|src)\s*=\s*["']?\s*javascript:/i.test(tag)), "leads to a script"],
    [isWithoutFramework && /__remix|modulepreload/.test(html), "ships the framework"],
    [isWithoutFramework && own.length > 1, "ships more than one module of its own"],
    [!/<html[^>]*\slang="/.test(html), "names no language"],
    [!/<title>[^<]+<\/title>/.test(html), "has no title"],
  ]
  return wrong.flatMap(([isWrong, sentence]) => (isWrong ? [sentence] : []))
}

describe("what is served", () => {
  it.each(Object.keys(pages).filter((path) => !foreign.includes(path)))("at %s keeps to the policy", async (path) => {
    expect(complaints(await served(path, addresses[path]!))).toEqual([])
  })

  it.each(foreign)("at %s is somebody else's, shut in a sandbox where no script runs", async (path) => {
    const { status, headers } = await served(path, addresses[path]!)
    const policy = headers.get("content-security-policy") ?? ""
    expect(status).toBe(200)
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).toMatch(/(^|; )sandbox\b/)
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/)
  })

  it("would be complained about", () => {
    const headers = new Headers({
      "Content-Security-Policy": "script-src 'self' 'unsafe-inline'",
      "X-Powered-By": "Express",
    })
    const html = `<p style="color:red" onclick="a()"><a href="javascript:b()">b</a><script>window.__remixContext = {}</script>`
    const found = complaints({ path: "/p/:token", status: 500, headers, html })
    expect(found).toContain("/p/:token answered 500.")
    expect(found).toContain("/p/:token has a hole in its policy.")
    expect(found).toContain("/p/:token has an inline script without its nonce.")
    expect(found).toContain("/p/:token ships the framework.")
    expect(found).toHaveLength(1 + 10 + 7)
  })
})
