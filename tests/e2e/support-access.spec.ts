import { demoPassword } from "~/demo/sign-ins"
import { expect, test } from "../support/journey"
import { signIn } from "../support/steps"

test.use({ withDemo: true })

const helper = "owner@harbor.example"

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled })

    test("whoever looks after the installation enters by an owner's leave, reads only, stands in the record, and is out when it ends", async ({
      page,
      client,
      program,
      look,
    }) => {
      await test.step("the command line makes somebody a super-admin, who sees nothing yet", async () => {
        const named = await program.errand("super-admin", helper)
        expect(named).toMatchObject({ code: 0, said: expect.stringContaining("looks after this installation now.") })
        await signIn(client, helper, demoPassword)
        await client.goto("/support")
        await expect(client.getByText("Nobody gave leave")).toBeVisible()
      })

      await test.step("an owner gives leave for an hour, and says what for", async () => {
        await signIn(page, "owner@northlight.example", demoPassword)
        await page.goto("/settings/support")
        await page.getByLabel("For how long").selectOption({ label: "1 hour" })
        await page.getByLabel("What for").fill(" ")
        await page.getByRole("button", { name: "Give leave" }).click()
        await expect(page.getByLabel("What for")).toHaveAttribute("aria-invalid", "true")
        await expect(page.getByLabel("For how long")).toHaveValue("1")
        await page.getByLabel("What for").fill("A total looks wrong")
        await page.getByRole("button", { name: "Give leave" }).click()
        await expect(page.getByText("Support may enter, and read, for that long.")).toBeVisible()
        await look(page)
      })

      await test.step("the super-admin enters, and each page says so", async () => {
        await client.goto("/support")
        await look(client)
        await client
          .getByRole("row", { name: /Northlight/ })
          .getByRole("button", { name: "Enter" })
          .click()
        await expect(client).toHaveURL("/")
        for (const path of ["/", "/deals"]) {
          await client.goto(path)
          await expect(client.getByText("You are in Northlight as support: you read only")).toBeVisible()
        }
        await look(client)
        await client.setViewportSize({ width: 320, height: 800 })
        await look(client)
      })

      await test.step("they read, and every post is refused", async () => {
        await expect(client.getByRole("link", { name: "New deal" })).toHaveCount(0)
        const headers = { Origin: program.url }
        const posts: Record<string, Record<string, string>> = {
          "/companies/new": { name: "Planted" },
          "/settings/support": { hours: "24", reason: "Longer" },
        }
        for (const [path, form] of Object.entries(posts)) {
          const answer = await client.request.post(path, { form, headers, maxRedirects: 0 })
          expect(answer.status(), path).toBe(403)
        }
        await page.goto("/companies?q=Planted")
        await expect(page.getByRole("main").getByText("Planted", { exact: true })).toHaveCount(0)
      })

      await test.step("the owner's record names the visit and what was opened", async () => {
        const list = page.getByRole("list", { name: "What happened, newest first" })
        await expect(async () => {
          await page.goto("/settings/audit?act=support-view.recorded")
          await expect(list.getByRole("listitem").first()).toBeVisible({ timeout: 1_000 })
          await list.locator("summary").first().click()
          await expect(list).toContainText("/deals", { timeout: 1_000 })
        }).toPass()
        await page.goto("/settings/audit?act=support-session.started")
        await expect(list.getByRole("listitem")).toHaveCount(1)
      })

      await test.step("the leave is taken back, and the next request finds them outside", async () => {
        await page.goto("/settings/support")
        await page.getByRole("button", { name: "Revoke" }).click()
        await expect(page.getByText("Revoked", { exact: true })).toBeVisible()
        await client.goto("/deals")
        await expect(client).toHaveURL(/\/login/)
        await signIn(client, helper, demoPassword)
        await client.goto("/support")
        await expect(client.getByText("Nobody gave leave")).toBeVisible()
      })
    })
  })
}
