import { expect, test } from "../support/journey"
import { owner, setUp } from "../support/steps"

/** The program's own way from page to page. */
type Router = { navigate(path: string): Promise<void> }

test("what was typed is not left behind unasked", async ({ page }) => {
  await setUp(page)
  await page.goto("/companies/new")
  await page.getByLabel("Name", { exact: true }).fill("Café Müller")
  const answers: boolean[] = [false, true]
  const asked: string[] = []
  page.on("dialog", async (dialog) => {
    asked.push(dialog.message())
    await (answers.shift() ? dialog.accept() : dialog.dismiss())
  })
  const away = page.getByRole("link", { name: "Cancel" })
  await away.click()
  await expect.poll(() => asked.length).toBe(1)
  await expect(page).toHaveURL("/companies/new")
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Café Müller")
  await away.click()
  await expect(page).toHaveURL("/companies")
  expect(asked).toHaveLength(2)

  await test.step("what is saved, or was never typed, is left without a question", async () => {
    await page.getByRole("link", { name: "New company" }).first().click()
    await page.getByRole("link", { name: "Cancel" }).click()
    await expect(page).toHaveURL("/companies")
    await page.getByRole("link", { name: "New company" }).first().click()
    await page.getByLabel("Name", { exact: true }).fill("Café Müller")
    await page.getByRole("button", { name: "Create company" }).click()
    await expect(page.getByRole("heading", { level: 1, name: "Café Müller" })).toBeVisible()
    expect(asked).toHaveLength(2)
  })
})

test("whoever was signed out while typing comes back to the form", async ({ page }) => {
  await setUp(page)
  await page.goto("/companies/new")
  await page.getByLabel("Name", { exact: true }).fill("Café Müller")
  await page.context().clearCookies()
  await page.getByRole("button", { name: "Create company" }).click()
  await page.getByLabel("E-mail").fill(owner.email)
  await page.getByLabel("Password").fill(owner.password)
  await page.getByRole("button", { name: "Sign in", exact: true }).click()
  await expect(page).toHaveURL("/companies/new")
})

test("a page that is not there is named, reached by keyboard and told with its request, also on the way", async ({
  page,
}) => {
  await setUp(page)
  const missing = "/deals/019a0000-0000-7000-8000-000000000000"
  const answer = await page.goto(missing)
  await expect(page).toHaveTitle("Nothing is here · Signoff")
  await expect(page.getByText(answer!.headers()["x-request-id"]!)).toBeVisible()
  await page.goto("/deals")
  await test.step("what was called off on the way is no error", async () => {
    await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
    const calledOff = await page.evaluate(
      () =>
        new Promise<boolean>((told) => {
          addEventListener("unhandledrejection", (event) => told(event.defaultPrevented), { once: true })
          Promise.reject(new DOMException("BodyStreamBuffer was aborted", "AbortError"))
        }),
    )
    expect(calledOff).toBe(true)
  })
  const asked = page.waitForResponse((response) => response.url().includes(`${missing}.data`))
  await page.evaluate((path) => (window as unknown as { __remixRouter: Router }).__remixRouter.navigate(path), missing)
  await expect(page.getByText((await asked).headers()["x-request-id"]!)).toBeVisible()
  await expect(page).toHaveTitle("Nothing is here · Signoff")
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused()
})
