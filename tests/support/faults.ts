import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import AxeBuilder from "@axe-core/playwright"
import type { Page } from "@playwright/test"

/** Axe as a document reads it, half a megabyte: once, whereas its builder has the long form read twice for each examination. */
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** Instead of axe's source: the document has it. */
const STANDS_ALREADY = "void 0"

/**
 * What is wrong with a page for people who see or hear it otherwise, or with a small screen. Themes differ in colour alone,
 * so in the dark only contrast is looked at. Frames of other origins are left out: the sandbox shows mails in one. `isAgain`: the
 * same document was looked at before, at another width.
 */
export async function faultsOf(page: Page, isAgain = false): Promise<string[]> {
  if (!isAgain) await page.evaluate(axe)
  const examine = () =>
    new AxeBuilder({ page, axeSource: STANDS_ALREADY })
      .setLegacyMode(true)
      .options({ resultTypes: ["violations"], reporter: "no-passes" })
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" })
  const dark = await examine().withRules(["color-contrast"]).analyze()
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" })
  const light = await examine().analyze()
  const faults = [...light.violations, ...dark.violations].map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  )
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  return content! > screen! ? [...faults, `${content} pixels wide on a screen of ${screen}`] : faults
}
