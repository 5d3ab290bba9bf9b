import AxeBuilder from "@axe-core/playwright"
import type { Page } from "@playwright/test"

/** Instead of axe's source, half a megabyte to be read: the same document has it from the examination before. */
const STANDS_ALREADY = "void 0"

/**
 * What is wrong with a page for people who see or hear it otherwise, or with a small screen. Themes differ in colour alone,
 * so in the dark only contrast is looked at. Frames of other origins are left out: the sandbox shows mails in one. `isAgain`: the
 * same document was looked at before, at another width.
 */
export async function faultsOf(page: Page, isAgain = false): Promise<string[]> {
  const examine = (axeSource?: string) =>
    new AxeBuilder({ page, axeSource }).setLegacyMode(true).options({ resultTypes: ["violations"] })
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" })
  const dark = await examine(isAgain ? STANDS_ALREADY : undefined)
    .withRules(["color-contrast"])
    .analyze()
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" })
  const light = await examine(STANDS_ALREADY).analyze()
  const faults = [...light.violations, ...dark.violations].map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  )
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  return content! > screen! ? [...faults, `${content} pixels wide on a screen of ${screen}`] : faults
}
