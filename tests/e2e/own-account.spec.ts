import type { Browser, Page } from "@playwright/test"
import { demoPassword } from "~/demo/sign-ins"
import { expect, test } from "../support/journey"
import { signIn } from "../support/steps"

test.use({ withDemo: true })

const another = "a kettle on a slow train"

/** The same person in a browser of its own. */
async function elsewhere(browser: Browser, baseURL: string, javaScriptEnabled: boolean, as: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, javaScriptEnabled })
  const page = await context.newPage()
  await signIn(page, as, demoPassword)
  return page
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled, viewport: { width: javaScriptEnabled ? 1280 : 320, height: 800 } })

    test("one looks after one's own account", async ({ page, browser, baseURL, sandbox, look }) => {
      const me = "member@northlight.example"

      await test.step("a session that is revoked is out on its next request, and what was typed in it comes back after signing in", async () => {
        await signIn(page, me, demoPassword)
        const other = await elsewhere(browser, baseURL!, javaScriptEnabled, me)
        const typed = javaScriptEnabled ? "Wood & Sons" : "Wood & Daughters"
        await other.goto("/companies/new")
        await other.getByLabel("Name", { exact: true }).fill(typed)
        await page.goto("/settings/sessions")
        await expect(page.getByText("This one")).toBeVisible()
        await look(page)
        await page.getByRole("button", { name: "Revoke the session of" }).click()
        await expect(page.getByText("The session is revoked.")).toBeVisible()
        await other.getByRole("button", { name: "Create company" }).click()
        await expect(other).toHaveURL(/\/login/)
        await other.getByLabel("E-mail").fill(me)
        await other.getByLabel("Password").fill(demoPassword)
        await other.getByRole("button", { name: "Sign in", exact: true }).click()
        await expect(other.getByRole("heading", { name: "You are signed in again" })).toBeVisible()
        await other.getByRole("button", { name: "Back to what I typed" }).click()
        await expect(other.getByLabel("Name", { exact: true })).toHaveValue(typed)
        await other.getByRole("button", { name: "Create company" }).click()
        await expect(other.getByRole("heading", { name: typed })).toBeVisible()
        await other.context().close()
      })

      await test.step("a new password asks for the one until now and ends the other sessions", async () => {
        const other = await elsewhere(browser, baseURL!, javaScriptEnabled, me)
        await page.goto("/settings/profile")
        await look(page)
        await page.getByRole("link", { name: "Change password" }).click()
        await expect(page).toHaveURL("/settings/profile/password")
        await page.getByLabel("Password until now").fill("not my password")
        await page.getByLabel("New password").fill(another)
        await page.getByRole("button", { name: "Change password" }).click()
        await expect(page.getByText("That is not your password. Try again.").first()).toBeVisible()
        await look(page)
        await page.getByLabel("Password until now").fill(demoPassword)
        await page.getByLabel("New password").fill(another)
        await page.getByRole("button", { name: "Change password" }).click()
        await expect(page.getByText("Your password is changed")).toBeVisible()
        await other.goto("/deals")
        await expect(other).toHaveURL(/\/login/)
        await other.context().close()
      })

      await test.step("a new address is confirmed from its mailbox", async () => {
        await page.goto("/settings/profile/email")
        await look(page)
        await page.getByLabel("New e-mail address").fill("mia@elsewhere.example")
        await page.getByRole("button", { name: "Send the link" }).click()
        await expect(page).toHaveURL("/settings/profile")
        await page.goto(await sandbox.linkIn("mia@elsewhere.example", /Confirm your new/, "/email/"))
        await look(page)
        await page.getByRole("button", { name: /^Confirm/ }).click()
        await expect(page.getByRole("main").getByText("mia@elsewhere.example").first()).toBeVisible()
      })

      await test.step("whoever forgot the password gets back in by mail", async () => {
        await page.context().clearCookies()
        await page.goto("/reset")
        await page.getByLabel("E-mail").fill("mia@elsewhere.example")
        await page.getByRole("button", { name: "Send the link" }).click()
        await page.goto(await sandbox.linkIn("mia@elsewhere.example", /new password/i, "/reset/"))
        await look(page)
        await page.getByLabel("New password").fill("a lamp under the long table")
        await page.getByRole("button", { name: "Set the new password" }).click()
        await signIn(page, "mia@elsewhere.example", "a lamp under the long table")
        await expect(page).toHaveURL("/")
      })
    })
  })
}
