import type { Page } from "@playwright/test"
import { codeAt } from "~/identity/totp.server"
import { startIssuer, type TestIssuer } from "../support/issuer"
import { expect, test } from "../support/journey"
import { letProofsGrowOld } from "../support/passing-time"
import { setUp } from "../support/steps"

const key = "northlight"
const registration = { clientId: "signoff", clientSecret: "a secret that is long enough for a test" }
const nora = {
  sub: "n-1",
  email: "nora@northlight.example",
  email_verified: true,
  name: "Nora Quist",
  groups: ["books"],
}

/** An owner types in the identity provider, as it gave them its words. */
async function setUpProvider(page: Page, { issuer }: TestIssuer) {
  await page.goto("/settings/security/sign-on")
  await page.getByRole("link", { name: "New identity provider" }).click()
  await page.getByLabel("Name", { exact: true }).fill("Northlight ID")
  await page.getByLabel("Key", { exact: true }).fill(key)
  await page.getByLabel("Issuer").fill(`${issuer}/elsewhere`)
  await page.getByLabel("Client ID").fill(registration.clientId)
  await page.getByLabel("Client secret").fill(registration.clientSecret)
  await page.getByLabel("Group 1", { exact: true }).fill("books")
  await page.getByLabel("Role of group 1").selectOption("finance")
  await page.getByRole("button", { name: "Create identity provider" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Northlight ID" })).toBeVisible()
}

/** Somebody presses the one button of their organization's way in, and comes back from the provider. */
async function signOn(page: Page, address: string) {
  await page.goto(address)
  await page.getByRole("button", { name: "Sign in with Northlight ID" }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled, viewport: { width: javaScriptEnabled ? 1280 : 320, height: 800 } })

    test("an owner sets up the identity provider, and a new colleague comes in by it", async ({
      page,
      client,
      baseURL,
      look,
      program,
    }) => {
      const redirectUri = `${baseURL}/login/sso/${key}/callback`
      const issuer = await startIssuer([{ ...registration, redirectUri }])
      const wayIn = await test.step("the owner types it in, checks it, and mends what is wrong", async () => {
        await setUp(page)
        await page.goto("/settings/security/sign-on")
        await look(page)
        await setUpProvider(page, issuer)
        await page.getByRole("button", { name: "Check the connection" }).click()
        await expect(page.getByText("There is no description of an identity provider")).toBeVisible()
        await page.getByLabel("Issuer").fill(issuer.issuer)
        await page.getByRole("button", { name: "Save" }).click()
        await expect(page.getByText("Identity provider saved")).toBeVisible()
        await page.getByRole("button", { name: "Check the connection" }).click()
        await expect(page.getByText("It works")).toBeVisible()
        await expect(page.getByLabel("Redirect address")).toHaveValue(redirectUri)
        await look(page)
        return page.getByLabel("Your way in").inputValue()
      })

      await test.step("a colleague comes in just in time, with the role of their group", async () => {
        issuer.now.colleague = nora
        await client.goto("/login")
        await client.getByRole("link", { name: "Sign in with your organization" }).click()
        await look(client)
        await client.getByLabel("Key").fill("Northlight")
        await client.getByRole("button", { name: "Continue" }).click()
        await expect(client).toHaveURL(wayIn)
        await look(client)
        await signOn(client, `${wayIn}?returnTo=/invoices`)
        await expect(client).toHaveURL(`${baseURL}/invoices`)
        await expect(client.getByRole("link", { name: "New invoice" }).first()).toBeVisible()
        expect((await client.request.get("/settings/security/sign-on")).status()).toBe(403)
      })

      await test.step("whose role must show a second factor sets one up, and shows it, without ever having a password", async () => {
        await page.goto("/settings/security")
        await page.getByRole("checkbox", { name: /^Finance/ }).check()
        await page.getByRole("button", { name: "Save" }).click()
        await expect(page.getByText("Saved. It holds")).toBeVisible()
        await client.goto("/invoices")
        await expect(client.getByText("Set up a second factor first")).toBeVisible()
        await letProofsGrowOld(program)
        await client.getByRole("button", { name: "Set up an app" }).click()
        await expect(client.getByRole("heading", { name: "Confirm that it is you" })).toBeVisible()
        await look(client)
        await client.getByRole("button", { name: "Confirm with Northlight ID" }).click()
        await client.getByRole("button", { name: "Go on" }).click()
        const secret = (await client.locator("code").innerText()).replaceAll(" ", "")
        await client.getByLabel("Code", { exact: true }).fill(codeAt(secret, new Date()))
        await client.getByRole("button", { name: "Confirm" }).click()
        await client.getByRole("link", { name: "I have kept them" }).click()
        await look(client)
        await client.goto("/invoices")
        await expect(client.getByRole("link", { name: "New invoice" }).first()).toBeVisible()
        await client.context().clearCookies()
        await signOn(client, `${wayIn}?returnTo=/invoices`)
        await client.getByRole("link", { name: "Show it now" }).click()
        await client.getByLabel("Code", { exact: true }).fill(codeAt(secret, new Date(Date.now() + 30_000)))
        await client.getByRole("button", { name: "Confirm by the code" }).click()
        await client.goto("/invoices")
        await expect(client.getByRole("link", { name: "New invoice" }).first()).toBeVisible()
      })

      await test.step("out of every group they are what whoever has none is", async () => {
        await client.context().clearCookies()
        issuer.now.colleague = { ...nora, groups: [] }
        await signOn(client, wayIn)
        await expect(client).toHaveURL(`${baseURL}/`)
        await client.goto("/leads")
        await expect(client.getByRole("link", { name: "New lead" }).first()).toBeVisible()
      })

      await test.step("the provider's answer is good once, and in that browser alone", async () => {
        await client.context().clearCookies()
        const [answered] = await Promise.all([
          client.waitForRequest((request) => request.url().startsWith(redirectUri)),
          signOn(client, wayIn),
        ])
        await expect(client).toHaveURL(`${baseURL}/`)
        await client.context().clearCookies()
        await client.goto(answered.url())
        await expect(client.getByRole("heading", { level: 1, name: "You are not signed in" })).toBeVisible()
        await look(client)
      })
      await issuer.stop()
    })
  })
}
