import type { Page } from "@playwright/test"
import { demoPassword } from "~/demo/sign-ins"
import { expect, test } from "../support/journey"
import { signIn } from "../support/steps"

test.use({ withDemo: true })

const ways = {
  "with script": {},
  "without script, 320 pixels wide": { javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
}

/** Who owns each of the first deals of the list, as each deal's own page says. */
async function ownersOf(page: Page, deals: readonly string[]): Promise<string[]> {
  const owners: string[] = []
  for (const deal of deals) {
    await page.goto(deal)
    owners.push(
      await page
        .locator("dt", { hasText: /^Owner$/ })
        .locator("xpath=following-sibling::dd[1]")
        .innerText(),
    )
  }
  return owners
}

for (const [way, options] of Object.entries(ways)) {
  test.describe(way, () => {
    test.use(options)

    test("three deals are ticked, change hands, and go back to whom each had; colleagues are put into a team", async ({
      page,
      look,
    }) => {
      await signIn(page, "owner@northlight.example", demoPassword)
      const list = "/deals/list?status=open"
      await page.goto(list)
      const links = page.getByRole("table", { name: "Deals" }).getByRole("link")
      const deals = (await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")!))).slice(0, 3)
      const before = await ownersOf(page, deals)
      expect(new Set(before).size).toBeGreaterThan(1)

      await test.step("nothing ticked is said", async () => {
        await page.goto(list)
        await page.getByRole("button", { name: "Change owner" }).click()
        await expect(page.getByText("Tick the deals first")).toBeVisible()
        await expect(page).toHaveURL(list)
      })

      await test.step("three are ticked and given to one colleague", async () => {
        for (let at = 0; at < 3; at++) await page.locator('[name="id"]').nth(at).check()
        await look(page)
        await page.getByRole("button", { name: "Change owner" }).click()
        await expect(page.getByRole("heading", { name: "Change the owner of 3 deals?" })).toBeVisible()
        await look(page)
        await page.getByLabel("New owner").selectOption("Jonas Weber")
        await page.getByRole("button", { name: "Change owner" }).click()
        await expect(page.getByText(/given to Jonas Weber/)).toBeVisible()
        await expect(page).toHaveURL(list)
      })

      await test.step("and go back to whom each had", async () => {
        const colleague = await page.context().newPage()
        expect(await ownersOf(colleague, deals)).toEqual(["Jonas Weber", "Jonas Weber", "Jonas Weber"])
        await colleague.close()
        await page.getByRole("button", { name: "Undo" }).click()
        await expect(page.getByText(/given back/)).toBeVisible()
        expect(await ownersOf(page, deals)).toEqual(before)
        await expect(page.getByText(/^Owner changed to/).first()).toBeVisible()
      })

      await test.step("they are given to nobody, and back again", async () => {
        await page.goto(list)
        for (let at = 0; at < 3; at++) await page.locator('[name="id"]').nth(at).check()
        await page.getByRole("button", { name: "Change owner" }).click()
        await page.getByLabel("New owner").selectOption("Nobody")
        await page.getByRole("button", { name: "Change owner" }).click()
        await expect(page.getByText(/deals? given to nobody/)).toBeVisible()
        await page.getByRole("button", { name: "Undo" }).click()
        await expect(page.getByText(/given back/)).toBeVisible()
      })

      await test.step("all that match are counted by the server", async () => {
        await page.goto("/deals/list?status=won")
        await page.getByLabel(/that match/).check()
        await page.getByRole("button", { name: "Change owner" }).click()
        await expect(page.getByRole("heading", { name: /^Change the owner of \d+ deals?\?$/ })).toBeVisible()
      })

      await test.step("two colleagues are put into a team on its own page", async () => {
        await page.goto("/settings/teams")
        await page.getByRole("link", { name: "Members of Everyone" }).click()
        await page.getByLabel("Lea Novak").check()
        await page.getByLabel("Mira Aksoy").uncheck()
        await look(page)
        await page.getByRole("button", { name: "Save members" }).click()
        await expect(page.getByText("Members saved: 1 put in, 1 taken out")).toBeVisible()
        await expect(page.getByText(/^In no team: .*Mira Aksoy/)).toBeVisible()
      })
    })
  })
}
