import { type Browser, chromium, type Page as Tab } from "@playwright/test"
import { browserArguments, existingBrowser } from "../../support/browser"
import type { Installation } from "../installation"
import type { Page } from "../rows/pages"

/** What a first view of a page weighs as it goes over the wire, compressed with gzip, in kB, and how many requests it takes. */
export type Weight = { html: number; css: number; script: number; fonts: number; requests: number }

/** Opens pages in a browser that knows nothing yet, and weighs what it fetches; null where there is no browser. */
export async function weightsOf(installation: Installation, pages: Page[]): Promise<Weight[] | null> {
  const executablePath = existingBrowser()
  if (!executablePath) return null
  const browser = await chromium.launch({ executablePath, args: browserArguments })
  try {
    const weights: Weight[] = []
    for (const page of pages) weights.push(await weightOf(browser, installation, page))
    return weights
  } finally {
    await browser.close()
  }
}

async function weightOf(browser: Browser, { program, cookie }: Installation, page: Page): Promise<Weight> {
  const context = await browser.newContext()
  const [name, value] = cookie.split("=") as [string, string]
  if (page.signedIn) await context.addCookies([{ name, value, url: program.url }])
  const tab = await context.newPage()
  const fetched = listen(tab)
  await tab.goto(program.url + page.path, { waitUntil: "load" })
  await tab.evaluate(() => document.fonts.ready)
  await context.close()
  const parts = await Promise.all(fetched)
  const sum = (kind: string) => parts.reduce((all, part) => all + (part.kind === kind ? part.size : 0), 0) / 1000
  return {
    ...{ html: sum("document"), css: sum("stylesheet"), script: sum("script"), fonts: sum("font") },
    requests: parts.length,
  }
}

/** Everything the tab fetches but pictures and the stream of live updates, as it comes. */
function listen(tab: Tab) {
  const fetched: Promise<{ kind: string; size: number }>[] = []
  tab.on("requestfinished", (request) => {
    if (["image", "eventsource", "fetch", "other"].includes(request.resourceType())) return
    fetched.push(
      request.sizes().then(({ responseBodySize }) => ({ kind: request.resourceType(), size: responseBodySize })),
    )
  })
  return fetched
}
