import { readFileSync } from "node:fs"
import { expect, test } from "../support/journey"
import { letProofsGrowOld } from "../support/passing-time"
import { alterEvent, liftProtection, sealedEvent } from "../support/sealing"
import { owner, setUp } from "../support/steps"

const ways = {
  "with script": {},
  "without script, 320 pixels wide": { javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
}

for (const [way, options] of Object.entries(ways)) {
  test.describe(way, () => {
    test.use(options)

    test("what an owner edits stands in the record, is found and taken along, and is missed when somebody changes it", async ({
      page,
      look,
      program,
    }) => {
      await setUp(page)
      await page.goto("/settings/organization")
      await page.getByLabel("Name", { exact: true }).fill("Northlight Studio")
      await page.getByRole("button", { name: "Save" }).click()
      await expect(page.getByText("Organization saved")).toBeVisible()
      const list = page.getByRole("list", { name: "What happened, newest first" })

      await test.step("it stands in the log, with what was before and after", async () => {
        await page.goto("/settings/audit")
        await expect(list).toContainText("Signed in")
        const edited = list.getByRole("listitem").filter({ hasText: "Organization edited" })
        await edited.locator("summary").click()
        const changed = edited.getByRole("table", { name: "Before and after" }).getByRole("row", { name: /^Name/ })
        await expect(changed.locator("del")).toHaveText("Northlight")
        await expect(changed.locator("ins")).toHaveText("Northlight Studio")
        await look(page)
      })

      await test.step("it is found by who and what", async () => {
        await page.getByLabel("Who", { exact: true }).selectOption(owner.name)
        await page.getByLabel("What", { exact: true }).selectOption("Organization edited")
        await page.getByRole("button", { name: "Apply" }).click()
        await expect(page).toHaveURL(/act=organization\.edited/)
        await expect(list.getByRole("listitem")).toHaveCount(1)
        await expect(list.getByRole("listitem")).toContainText(owner.name)
      })

      await test.step("it is taken along as CSV, by who proves anew who they are", async () => {
        await letProofsGrowOld(program)
        await page.getByRole("button", { name: "Export CSV" }).click()
        await page.getByLabel("Password").fill(owner.password)
        await page.getByRole("button", { name: "Confirm" }).click()
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("button", { name: "Go on" }).click(),
        ])
        expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/)
        const [, ...rows] = readFileSync(await file.path(), "utf8")
          .trim()
          .split("\r\n")
        expect(rows).toHaveLength(1)
        expect(rows[0]).toContain("Northlight Studio")
      })

      const edit = () => sealedEvent(program, "organization.edited")
      await test.step("it is sealed, and the chain is whole", async () => {
        await liftProtection(program)
        await expect.poll(edit, { timeout: 60_000 }).toMatchObject({ isSealed: true })
        await page.goto("/settings/audit/verify")
        await expect(page.getByRole("heading", { name: "The record is whole" })).toBeVisible()
        await look(page)
      })

      await test.step("who changes it behind the program's back is found out, by the row", async () => {
        const { id } = (await edit())!
        await alterEvent(program, id)
        await page.reload()
        await expect(page.getByRole("heading", { name: "The record was tampered with" })).toBeVisible()
        const named = `event ${id} (organization.edited) was altered after it was sealed.`
        await expect(page.getByRole("status").filter({ hasText: "Broken" })).toContainText(named)
        await look(page)
      })
    })
  })
}
