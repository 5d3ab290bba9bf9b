import { mkdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test"
import { browserArguments, ensureBrowser } from "./support/browser"
import { type Program, startProgram } from "./support/program"
import { sandboxOf } from "./support/sandbox-api"

/*
 * Pictures of the twelve main screens of the demo, in both themes, wide and narrow, into .cache/screenshots. With --readme the
 * two that stand in the README are made instead.
 */

const ROOT = join(import.meta.dirname, "..")
const FOLDER = join(ROOT, ".cache", "screenshots")
const PICTURES = join(ROOT, "docs", "pictures")
const PASSWORD = "paper-lantern-42"

const themes = ["light", "dark"] as const
const widths = { wide: { width: 1280, height: 800 }, narrow: { width: 320, height: 640 } } as const

/** A screen by name, and how a page of a signed-in member gets there. */
type Screen = { name: string; open(page: Page): Promise<void> }

const at = (name: string, address: string): Screen => ({
  name,
  open: async (page) => void (await page.goto(address)),
})

/** The page of the first record whose row says so. */
const record = (name: string, list: string, text: string): Screen => ({
  name,
  open: async (page) => void (await page.goto(await recordIn(page, list, text))),
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
  const program = await startProgram()
  const browser = await chromium.launch({ executablePath, args: browserArguments })
  try {
    const clientScreens = await screensOfClients(browser, program)
    if (process.argv.includes("--readme")) await picturesOfReadme(browser, program, clientScreens)
    else await picturesOfAll(browser, program, [...staffScreens, ...clientScreens])
  } finally {
    await browser.close()
    await program.stop()
  }
}

async function picturesOfAll(browser: Browser, program: Program, screens: Screen[]) {
  mkdirSync(FOLDER, { recursive: true })
  for (const theme of themes) {
    for (const [width, viewport] of Object.entries(widths)) {
      const page = await member(browser, program, { viewport, colorScheme: theme })
      for (const screen of screens) {
        await screen.open(page)
        await wholePage(page, viewport, join(FOLDER, `${screen.name}-${theme}-${width}.png`))
      }
      await page.context().close()
      console.log(`${theme}, ${width}: ${screens.length} pictures`)
    }
  }
  console.log(`They are in ${FOLDER}`)
}

async function picturesOfReadme(browser: Browser, program: Program, clientScreens: Screen[]) {
  mkdirSync(PICTURES, { recursive: true })
  const viewport = { width: 1280, height: 920 }
  const page = await member(browser, program, { viewport, colorScheme: "light" })
  const take = async (name: string) => {
    const path = join(PICTURES, `${name}.png`)
    await page.screenshot({ path })
    console.log(`${path}: ${Math.round(statSync(path).size / 1000)} kB`)
  }
  await page.goto("/")
  await take("today")
  await clientScreens.find(({ name }) => name === "client-proposal")?.open(page)
  await page.getByRole("checkbox", { name: "Editorial training" }).check()
  await page.getByRole("heading", { name: "Pricing" }).evaluate((heading) => {
    window.scrollTo(0, heading.getBoundingClientRect().top + window.scrollY - 64)
  })
  await take("proposal")
}

/** A picture of all of a page: the window grows to its height, so that bars that stay in sight stand at its end. */
async function wholePage(page: Page, viewport: { width: number; height: number }, path: string) {
  const height = await page.evaluate(async () => {
    await document.fonts.ready
    return document.documentElement.scrollHeight
  })
  await page.setViewportSize({ ...viewport, height: Math.max(height, viewport.height) })
  await page.screenshot({ path })
  await page.setViewportSize(viewport)
}

/** A page of the demo's owner. */
async function member(browser: Browser, { url }: Program, look: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, reducedMotion: "reduce", ...look })
  const page = await context.newPage()
  await page.goto("/login")
  await page.getByLabel("E-mail").fill("owner@northlight.example")
  await page.getByLabel("Password").fill(PASSWORD)
  await page.getByRole("button", { name: "Sign in", exact: true }).click()
  await page.waitForURL("/")
  return page
}

async function recordIn(page: Page, list: string, text: string): Promise<string> {
  await page.goto(list)
  const address = await page
    .getByRole("row", { name: text })
    .getByRole("link")
    .or(page.getByRole("link", { name: text }))
    .first()
    .getAttribute("href")
  if (!address) throw new Error(`${list} has no row that says “${text}”`)
  return address
}

/** The two pages of a client: a proposal by a link made for this purpose, an invoice by the link of its mail. */
async function screensOfClients(browser: Browser, program: Program): Promise<Screen[]> {
  const page = await member(browser, program)
  try {
    return [
      at("client-proposal", await linkOfProposal(page, "Patient website")),
      at("client-invoice", await linkOfInvoice(page, program, "Website design, first half")),
    ]
  } finally {
    await page.context().close()
  }
}

async function linkOfProposal(page: Page, title: string): Promise<string> {
  await page.goto(`${await recordIn(page, "/proposals", title)}/link`)
  await page.getByRole("button", { name: "Make a link" }).click()
  return page.getByLabel("Link", { exact: true }).inputValue()
}

async function linkOfInvoice(page: Page, program: Program, title: string): Promise<string> {
  await page.goto(await recordIn(page, "/invoices", title))
  const number = (await page.getByRole("heading", { level: 1 }).innerText()).match(/\d{4}-\d+/)?.[0]
  const mailed = page.getByRole("main").getByText(/^[\w.+-]+@[\w.-]+\.example$/)
  const to = await mailed.first().innerText()
  await page.getByRole("button", { name: "More" }).click()
  await page.getByRole("button", { name: "Send again" }).click()
  await page.getByRole("status").filter({ hasText: /\S/ }).first().waitFor()
  return sandboxOf(program).linkIn(to, new RegExp(number ?? title), "/i/")
}

await main()
