import type { Page } from "@playwright/test"
import { codeAt } from "~/identity/totp.server"
import { expect, test } from "../support/journey"
import { letProofsGrowOld } from "../support/passing-time"
import { owner, setUp } from "../support/steps"
import { withVirtualAuthenticator } from "../support/virtual-authenticator"

/** What the app shows so many steps of half a minute from now: the next step's code is good already, each of them once. */
const shownBy = (secret: string, steps = 0) => codeAt(secret, new Date(Date.now() + steps * 30_000))

/** Sets the app up; answers its secret and the recovery codes, which are shown this once. */
async function setUpApp(page: Page, look: (page: Page) => Promise<void>) {
  await page.goto("/settings/security/factors")
  await look(page)
  await page.getByRole("button", { name: "Set up an app" }).click()
  await expect(page.getByRole("img", { name: "QR code" })).toBeVisible()
  await look(page)
  const secret = (await page.locator("code").innerText()).replaceAll(" ", "")
  await page.getByLabel("Code", { exact: true }).fill(shownBy(secret))
  await page.getByRole("button", { name: "Confirm" }).click()
  await expect(page.getByRole("heading", { name: "Your authenticator app is set up" })).toBeVisible()
  await look(page)
  const codes = await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allInnerTexts()
  await page.getByRole("link", { name: "I have kept them" }).click()
  await expect(page.getByText("Set up on")).toBeVisible()
  return { secret, codes }
}

/** Signs in by the password, which leads to the page for the second factor. */
async function giveThePassword(page: Page) {
  await page.context().clearCookies()
  await page.goto("/login")
  await page.getByLabel("E-mail").fill(owner.email)
  await page.getByLabel("Password").fill(owner.password)
  await page.getByRole("button", { name: "Sign in", exact: true }).click()
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible()
}

async function giveTheCode(page: Page, code: string) {
  await page.getByLabel("Code", { exact: true }).fill(code)
  await page.getByRole("button", { name: "Sign in" }).click()
}

const isIn = (page: Page) => expect(page).toHaveURL("/")

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } })

  test("an authenticator app and recovery codes let in whoever set them up", async ({ page, look }) => {
    await setUp(page)
    const { secret, codes } = await setUpApp(page, look)
    expect(codes).toHaveLength(10)

    await test.step("the password alone opens nothing, nor does a wrong code", async () => {
      await giveThePassword(page)
      await look(page)
      await giveTheCode(page, codes[0]!.replaceAll(/\w/g, "X"))
      await expect(page.getByText("That code is wrong").first()).toBeVisible()
      await look(page)
      await page.goto("/deals")
      await expect(page).toHaveURL(/\/login/)
    })

    await test.step("the app's code lets in", async () => {
      await giveThePassword(page)
      await giveTheCode(page, shownBy(secret, 1))
      await isIn(page)
    })

    await test.step("a recovery code lets in, once", async () => {
      await giveThePassword(page)
      await giveTheCode(page, codes[0]!.toLowerCase())
      await isIn(page)
      await giveThePassword(page)
      await giveTheCode(page, codes[0]!)
      await expect(page.getByText("That code is wrong").first()).toBeVisible()
      await giveTheCode(page, codes[1]!)
      await isIn(page)
      await page.goto("/settings/security/factors")
      await expect(page.getByText("8 are left.")).toBeVisible()
    })

    await test.step("passkeys are said to need a script", async () => {
      await page.goto("/settings/security/factors/passkeys/new")
      await page.getByLabel("Name").fill("My laptop")
      await page.getByRole("button", { name: "Add the passkey" }).click()
      await expect(page.getByRole("alert").getByText("Passkeys need JavaScript")).toBeVisible()
      await expect(page.getByLabel("Name")).toHaveValue("My laptop")
      await look(page)
    })
  })
})

test.describe("with script", () => {
  test("a passkey lets in on its own, and is the fresh proof", async ({ page, program, look }) => {
    await withVirtualAuthenticator(page)
    await setUp(page)
    const { secret } = await setUpApp(page, look)

    await test.step("the app's code lets in", async () => {
      await giveThePassword(page)
      await giveTheCode(page, shownBy(secret, 1))
      await isIn(page)
    })

    await test.step("the device makes a passkey, and no second one of the same person", async () => {
      await page.goto("/settings/security/factors/passkeys/new")
      await look(page)
      await page.getByLabel("Name").fill("My laptop")
      await page.getByRole("button", { name: "Add the passkey" }).click()
      await expect(page.getByText("The passkey “My laptop” is added.")).toBeVisible()
      await look(page)
      await page.getByRole("link", { name: "Add a passkey" }).click()
      await page.getByLabel("Name").fill("My laptop again")
      await page.getByRole("button", { name: "Add the passkey" }).click()
      await expect(page.getByText("There is a passkey of yours on this device already.")).toBeVisible()
    })

    await test.step("it lets in without a password, to where one wanted to be", async () => {
      await page.context().clearCookies()
      await page.goto("/login?returnTo=/deals")
      await look(page)
      await page.getByRole("button", { name: "Sign in with a passkey" }).click()
      await expect(page).toHaveURL("/deals")
    })

    await test.step("it is the second factor besides the password", async () => {
      await giveThePassword(page)
      await page.getByRole("button", { name: "Use a passkey" }).click()
      await isIn(page)
    })

    await test.step("it is the fresh proof for what asks for one, and what was begun goes on", async () => {
      await page.goto("/settings/security/factors/recovery-codes/renew")
      await look(page)
      await letProofsGrowOld(program)
      await page.getByRole("button", { name: "Make ten new codes" }).click()
      await expect(page.getByRole("heading", { name: "Confirm that it is you" })).toBeVisible()
      await look(page)
      await page.getByRole("button", { name: "Use a passkey" }).click()
      await page.getByRole("button", { name: "Go on" }).click()
      await expect(page.getByRole("heading", { name: "Your new recovery codes" })).toBeVisible()
      await look(page)
    })

    await test.step("a passkey that was removed lets nobody in", async () => {
      await page.goto("/settings/security/factors")
      await page.getByRole("link", { name: "Remove My laptop" }).click()
      await look(page)
      await page.getByRole("button", { name: "Remove" }).click()
      await expect(page.getByText("The passkey is removed.")).toBeVisible()
      await page.context().clearCookies()
      await page.goto("/login")
      await page.getByRole("button", { name: "Sign in with a passkey" }).click()
      await expect(page.getByText("That passkey lets nobody in here.")).toBeVisible()
    })
  })
})
