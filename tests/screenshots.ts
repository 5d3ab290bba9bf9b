import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { type Browser, chromium, type Page } from "@playwright/test"
import { browserArguments, ensureBrowser } from "./support/browser"
import { startProgram } from "./support/program"

/*
 * Pictures of the main screens of the demo, in both themes, wide and narrow, into .cache/screenshots. With --readme the two
 * that stand in the README are made anew too.
 */

const ROOT = join(import.meta.dirname, "..")
const FOLDER = join(ROOT, ".cache", "screenshots")
const password = "paper-lantern-42"

const themes = ["light", "dark"] as const
const widths = { wide: { width: 1280, height: 800 }, narrow: { width: 320, height: 640 } } as const

/** The screens by name: where they are, or how one gets there from a list. */
type Screen = { name: string; open(page: Page): Promise<void> }

const at = (name: string, path: string): Screen => ({ name, open: async (page) => void (await page.goto(path)) })

/** The page of the first record whose row says so. */
const record = (name: string, list: string, text: string): Screen => ({
  name,
  async open(page) {
    await page.goto(list)
    await page.goto((await page.getByRole("link", { name: text }).first().getAttribute("href"))!)
  },
})

const staffScreens: Screen[] = [
  at("today", "/"),
  at("leads", "/leads"),
  record("lead", "/leads?view=qualified", "Sebastian Huber"),
  at("deals", "/deals"),
  record("deal", "/deals/list", "Exhibitor portal"),
  at("proposals", "/proposals"),
  record("proposal", "/proposals", "Patient website"),
  at("invoices", "/invoices"),
  record("invoice", "/invoices", "Website design, first half"),
  at("companies", "/companies"),
]

async function main() {
  const executablePath = ensureBrowser((sentence) => console.log(sentence))
  mkdirSync(FOLDER, { recursive: true })
  const program = await startProgram()
  const browser = await chromium.launch({ executablePath, args: browserArguments })
  try {
    const clientPages = await linksOfClients(browser, program.url)
    for (const theme of themes)
      for (const [width, viewport] of Object.entries(widths)) {
        const context = await browser.newContext({ baseURL: program.url, viewport, colorScheme: theme, reducedMotion: "reduce" })
        const page = await context.newPage()
        await signIn(page)
        for (const screen of [...staffScreens, ...clientPages]) {
          await screen.open(page)
          await page.screenshot({ path: join(FOLDER, `${screen.name}-${theme}-${width}.png`), fullPage: true })
        }
        await context.close()
        console.log(`${theme}, ${width}: ${staffScreens.length + clientPages.length} pictures`)
      }
  } finally {
    await browser.close()
    await program.stop()
  }
}

async function signIn(page: Page) {
  await page.goto("/login")
  await page.getByLabel("E-mail").fill("owner@northlight.example")
  await page.getByLabel("Password").fill(password)
  await page.getByRole("button", { name: "Sign in", exact: true }).click()
  await page.waitForURL("/")
}

/** The two pages of a client, by links made for this purpose. */
async function linksOfClients(browser: Browser, baseURL: string): Promise<Screen[]> {
  return []
}

await main()
