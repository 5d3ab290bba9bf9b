import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test"
import { browserArguments, ensureBrowser } from "../../support/browser"

/** Chromium as the journeys use it, for which there is no other machine than this one. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: ensureBrowser(() => {}),
    args: [...browserArguments, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"],
  })

/** A browser's window in which nothing can run unseen. */
export type Watched = {
  context: BrowserContext
  /** What ran, was blocked, was asked of another host or was complained about since the last time. */
  seen(): string[]
}

/** Every way in which a script can show that it runs, told at once; where scripts of a page may not run, nothing else tells. */
const canary = `
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.tell(name + " ran")
document.addEventListener("securitypolicyviolation", (event) =>
  window.tell("blocked " + event.violatedDirective + ": " + (event.sample || event.blockedURI)))
`

/** Opens a window that tells what it sees; `origins` are those that pages may ask something of. */
export async function watch(
  browser: Browser,
  { origins, cookie }: { origins: readonly string[]; cookie?: { name: string; value: string; url: string } },
): Promise<Watched> {
  const context = await browser.newContext({ reducedMotion: "reduce" })
  const told: string[] = []
  if (cookie) await context.addCookies([cookie])
  await context.exposeBinding("tell", (_, what: string) => void told.push(what))
  await context.addInitScript(canary)
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url())
    if (/^https?:$/.test(protocol) && !origins.includes(origin)) told.push(`asked for ${request.url()}`)
  })
  context.on("page", (page) => listen(page, told))
  return { context, seen: () => told.splice(0) }
}

function listen(page: Page, told: string[]): void {
  page.on("pageerror", (error) => told.push(`an error: ${error.message}`))
  page.on("console", (message) => {
    const isStatus = message.text().startsWith("Failed to load resource: the server responded with a status of 4")
    if (message.type() === "error" && !isStatus) told.push(`the console: ${message.text()}`)
  })
  page.on("dialog", async (dialog) => {
    told.push(`a dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
}

/** What stands in a document that could run, or fetch, once somebody does something: handlers, foreign scripts, addresses that are scripts. */
export const dormantIn = (page: Page, { isMail = false } = {}): Promise<string[]> =>
  page.evaluate((isMail) => {
    const found: string[] = []
    const addresses = ["href", "src", "action", "formaction", "xlink:href", "poster", "data", "srcdoc"]
    const isGood = (name: string, value: string) =>
      name !== "srcdoc" &&
      (value === "" || /^(?:https?|mailto|tel|blob):$|^data:$/.test(new URL(value, "http://localhost/").protocol))
    const foreign = isMail
      ? "script,iframe,object,embed,form,svg,math,link"
      : "iframe:not([src^='/']),object,embed,style,math,animate,set,foreignObject"
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`a handler ${name} on ${element.tagName}`)
        if (addresses.includes(name) && !isGood(name, value)) found.push(`${name}=${value} on ${element.tagName}`)
        if (name === "src" && new URL(value, "http://localhost/").hostname === "evil.example")
          found.push(`${element.tagName} from elsewhere`)
      }
    }
    for (const element of document.querySelectorAll(foreign)) found.push(`a foreign ${element.tagName}`)
    if (isMail) return found
    for (const script of document.querySelectorAll("script"))
      if (!script.nonce && !script.getAttribute("src")?.startsWith("/")) found.push("a script without its nonce")
    if (document.querySelectorAll("base:not([target='_top']), meta[http-equiv]").length > 0)
      found.push("a base or a refresh")
    return found
  }, isMail)
