import { demoPassword } from "~/demo/sign-ins"
import { expect, test } from "../support/journey"
import { signIn } from "../support/steps"

test.use({ withDemo: true })

test("an owner makes a key, a program uses it, and it is rotated and revoked", async ({ page, look, request }) => {
  const whoAmI = async (key: string) => {
    const answer = await request.get(new URL("/api/v1/whoami", page.url()).href, {
      headers: { Authorization: `Bearer ${key}` },
    })
    return { status: answer.status(), body: await answer.json() }
  }
  const shownKey = page.getByLabel("API key", { exact: true })

  await signIn(page, "owner@northlight.example", demoPassword)
  await page.goto("/settings")
  await look(page)
  await page.getByRole("main").getByRole("link", { name: "API keys" }).click()
  await page.getByRole("link", { name: "New API key" }).first().click()
  await page.getByLabel("Name").fill("Bookkeeping")
  await page.getByLabel("Acts as").selectOption({ label: "Finance" })
  await look(page)
  await page.getByRole("button", { name: "Create API key" }).click()
  await expect(shownKey).toHaveValue(/^signoff_live_[a-z0-9]{8}_[\w-]{43}$/)
  const first = await shownKey.inputValue()
  await look(page)
  expect(page.url()).not.toContain("signoff_live")
  expect(await whoAmI(first)).toMatchObject({
    status: 200,
    body: { organization: "Northlight", key: "Bookkeeping", role: "Finance", readOnly: true },
  })

  await page.getByRole("link", { name: "To the API keys" }).click()
  const row = page.getByRole("row", { name: /Bookkeeping/ })
  await expect(row).not.toContainText("Never")
  await expect(page.getByRole("main")).not.toContainText(first.slice(-43))
  await look(page)
  await page.getByRole("link", { name: "Rotate Bookkeeping" }).click()
  await page.getByRole("button", { name: "Rotate API key" }).click()
  await expect(shownKey).toHaveValue(/^signoff_live_/)
  const second = await shownKey.inputValue()
  expect([(await whoAmI(first)).status, (await whoAmI(second)).status]).toEqual([200, 200])

  await page.getByRole("link", { name: "To the API keys" }).click()
  await page.getByRole("link", { name: "Revoke Bookkeeping" }).first().click()
  await look(page)
  await page.getByRole("button", { name: "Revoke API key" }).click()
  await expect(page.getByText("API key revoked")).toBeVisible()
  expect([(await whoAmI(first)).status, (await whoAmI(second)).status]).toEqual([200, 401])
})

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false })

  test("a member says how they want to be told, and corrects what was wrong", async ({ page, look }) => {
    await signIn(page, "member@northlight.example", demoPassword)
    await page.goto("/settings")
    await page.getByRole("main").getByRole("link", { name: "My notifications" }).click()
    await page.getByLabel("Quiet from").fill("22:00")
    await page.getByRole("button", { name: "Save notifications" }).click()
    await expect(page.getByText("Quiet hours begin and end: enter both").first()).toBeVisible()
    await look(page)
    await page.getByLabel("Quiet until").fill("07:00")
    const lead = page.getByRole("group", { name: "A new lead comes in" })
    await lead.getByLabel("By mail").selectOption("Once a day")
    await page.getByRole("button", { name: "Save notifications" }).click()
    await expect(page.getByText("Saved how you are told")).toBeVisible()
    await expect(page.getByLabel("Quiet until")).toHaveValue("07:00")
    await expect(lead.getByLabel("By mail")).toHaveValue("daily")
    await expect(page.getByRole("group", { name: "A client pays" }).getByLabel("In the program")).toHaveValue("at-once")
  })
})
