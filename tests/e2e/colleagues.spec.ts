import type { Page } from "@playwright/test"
import { demoPassword } from "~/demo/sign-ins"
import { expect, test } from "../support/journey"
import { signIn } from "../support/steps"

test.use({ withDemo: true })

const newcomer = "nora@elsewhere.example"
const password = "a-quiet-harbour-9"

/** Gives a colleague another role, on the page of people. */
async function giveRole(page: Page, name: string, role: string) {
  await page.goto("/settings/people")
  await page.getByRole("table", { name: "Members" }).getByRole("link", { name }).click()
  await page.getByLabel("Role").selectOption({ label: role })
  await page.getByRole("button", { name: "Save member" }).click()
  await expect(page.getByText("Member saved")).toBeVisible()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled })

    test("a colleague is invited, joins, gets another role, and goes on in a second organization", async ({
      page,
      client,
      sandbox,
      look,
    }) => {
      await test.step("the owner invites", async () => {
        await signIn(page, "owner@northlight.example", demoPassword)
        await page.goto("/settings/people/invite")
        await look(page)
        await page.getByLabel("E-mail addresses").fill(newcomer)
        await page.getByLabel("Role").selectOption({ label: "Member" })
        await page.getByRole("button", { name: "Send invitations" }).click()
        await expect(page.getByText(`${newcomer} is invited`)).toBeVisible()
        await look(page)
      })

      const link = await sandbox.linkIn(newcomer, /invites you/, "/invitation/")
      await test.step("who is invited joins by the mail's link", async () => {
        await client.goto(link)
        await expect(client.getByRole("heading", { level: 1 })).toContainText("Join Northlight")
        await look(client)
        await client.getByLabel("Your name").fill("Nora New")
        await client.getByLabel("Choose a password").fill(password)
        await client.getByRole("button", { name: "Join" }).click()
        await expect(client.getByText(/Welcome to Northlight/)).toBeVisible()
        await client.goto("/invoices")
        await expect(client.getByRole("link", { name: "New invoice" })).toHaveCount(0)
      })

      await test.step("a higher role holds from the next request of the open tab on", async () => {
        await giveRole(page, "Nora New", "Manager")
        await client.goto("/invoices")
        await expect(client.getByRole("link", { name: "New invoice" })).toBeVisible()
      })

      await test.step("a lower role signs out", async () => {
        await giveRole(page, "Nora New", "Member")
        await client.goto("/invoices")
        await expect(client).toHaveURL(/\/login/)
        await signIn(client, newcomer, password)
      })

      await test.step("the used link opens nothing", async () => {
        await client.goto(link)
        await expect(client.getByRole("heading", { name: "This invitation no longer works" })).toBeVisible()
        await look(client)
      })

      await test.step("another agency invites the same person, who then goes on there", async () => {
        await page.context().clearCookies()
        await signIn(page, "owner@harbor.example", demoPassword)
        await page.goto("/settings/people/invite")
        await page.getByLabel("E-mail addresses").fill(newcomer)
        await page.getByRole("button", { name: "Send invitations" }).click()
        await expect(page.getByText(`${newcomer} is invited`)).toBeVisible()
        await client.goto(await sandbox.linkIn(newcomer, /Harbor/, "/invitation/"))
        await client.getByRole("button", { name: "Join" }).click()
        await expect(client.getByText(/Welcome to Harbor/)).toBeVisible()
        await client.goto("/menu")
        await client.getByRole("main").getByRole("button", { name: "Switch to Northlight" }).click()
        await expect(client).toHaveURL("/")
        await expect(client.getByRole("link", { name: "Northlight" }).first()).toBeVisible()
        await client.goto("/settings/people")
        await expect(client.getByText("You are not allowed")).toBeVisible()
      })
    })
  })
}
