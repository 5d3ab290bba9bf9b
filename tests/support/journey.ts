import { type Browser, test as base, expect, type Page } from "@playwright/test"
import { removeEmbedded } from "#db/embedded"
import { faultsOf } from "./faults"
import { type Program, startProgram } from "./program"
import { type Sandbox, sandboxOf } from "./sandbox-api"
import { aToldDemo } from "./told-demo"

/** Where journeys begin: a program of their own on a new database, with the sandbox beside it. */
type Journey = {
  program: Program
  /** The sandbox beside the program: its mails, its payment pages and what it tells. */
  sandbox: Sandbox
  /** A browser of somebody outside the agency, with nothing of its sessions. */
  client: Page
  /** Looks at the page as it stands: nothing is wrong with it in either theme, and nothing is wider than the screen. */
  look(page: Page): Promise<void>
}

/** Whether the program has the demo: told before and copied, or told at its own first start. */
type Options = { withDemo: boolean | "first start" }

export const test = base.extend<Journey & Options>({
  withDemo: [false, { option: true }],
  program: async ({ withDemo }, use) => {
    const dataDir = withDemo === true ? aToldDemo() : null
    const env: Record<string, string> = withDemo ? {} : { DATABASE_URL: "new", SANDBOX: "1" }
    const program = await startProgram({ env: dataDir ? { DATA_DIR: dataDir } : env })
    await use(program)
    await program.stop()
    if (dataDir) await removeEmbedded(dataDir)
  },
  sandbox: async ({ program }, use) => use(sandboxOf(program)),
  baseURL: async ({ program }, use) => use(program.url),
  context: async ({ context }, use) => {
    const complaints: string[] = []
    context.on("page", (page) => listen(page, complaints))
    await use(context)
    expect(complaints, "the console stays silent").toEqual([])
  },
  client: async ({ browser, baseURL, javaScriptEnabled, viewport }, use) => {
    const complaints: string[] = []
    const context = await browser.newContext({ baseURL, javaScriptEnabled, viewport })
    context.on("page", (page) => listen(page, complaints))
    await use(await context.newPage())
    await context.close()
    expect(complaints, "the console stays silent").toEqual([])
  },
  look: async ({ browser, javaScriptEnabled }, use) => {
    await use(async (page) => {
      const seen = javaScriptEnabled ? page : await withoutItsScripts(browser, page)
      expect(await faultsOf(seen), page.url()).toEqual([])
      if (seen !== page) await seen.context().close()
    })
  },
})

export { expect }

/**
 * Errors of scripts, of the console and of the security policy; a page that answers with an error status is expected to be told
 * so. A load that a newer one takes the place of is called off, which the page silences unless it is on its way out itself; one
 * called off in the middle of its answer is told to the console by the framework.
 */
function listen(page: Page, complaints: string[]) {
  persist(page)
  page.on("pageerror", ({ name, message, stack }) => {
    if (name !== "AbortError") complaints.push(`${page.url()}: ${name}: ${message} ${stack}`)
  })
  page.on("console", (message) => {
    const isStatus = message.text().startsWith("Failed to load resource: the server responded with a status of 4")
    const isCalledOff = message.text().startsWith("AbortError:")
    if (message.type() === "error" && !isStatus && !isCalledOff) complaints.push(`${page.url()}: ${message.text()}`)
  })
}

/** Who is led elsewhere by an open page, in the moment in which an address is asked for, asks for it once more. */
function persist(page: Page) {
  const goto = page.goto.bind(page)
  page.goto = (...asked) =>
    goto(...asked).catch((error: Error) => {
      if (!error.message.includes("net::ERR_ABORTED")) throw error
      return goto(...asked)
    })
}

/** The same document where scripts may run, so that it can be examined: as it was served, its own scripts left out. */
async function withoutItsScripts(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: true,
    viewport: page.viewportSize(),
    storageState: await page.context().storageState(),
  })
  const twin = await context.newPage()
  const html = (await page.content()).replaceAll(/<script\b[\s\S]*?<\/script>/g, "")
  await twin.route(page.url(), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }), {
    times: 1,
  })
  await twin.goto(page.url())
  return twin
}
