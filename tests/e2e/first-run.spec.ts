import { expect, test } from "../support/journey"
import { owner } from "../support/steps"
import { tinyPng } from "../support/tiny-image"

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled })

    test("the first half hour goes from an empty installation to a proposal that looks like the agency's own", async ({
      page,
      look,
    }) => {
      test.setTimeout(90_000)
      await page.goto("/")
      await expect(page).toHaveURL("/setup")
      await page.getByLabel("Organization").fill("Northlight")
      await page.getByLabel("Country").selectOption({ label: "Germany" })
      await page.getByLabel("Currency").selectOption("EUR")
      await page.getByLabel("Time zone").selectOption("Europe/Berlin")
      await page.getByLabel("Your name").fill(owner.name)
      await page.getByLabel("Your e-mail").fill(owner.email)
      await page.getByLabel("Password").fill(owner.password)
      await page.getByRole("button", { name: "Set up" }).click()

      await expect(page.getByRole("heading", { level: 1, name: "Logo and colour" })).toBeVisible()
      await look(page)
      await page.getByRole("button", { name: "Skip this step" }).click()

      await expect(page.getByRole("heading", { level: 1, name: "Currency and numbers" })).toBeVisible()
      await page.getByLabel("Numbers of invoices").fill("{####}")
      await page.getByRole("button", { name: "Save and go on" }).click()
      await expect(page.getByLabel("Numbers of invoices")).toHaveValue("{####}")
      await expect(page.getByLabel("Numbers of invoices")).toHaveAttribute("aria-invalid", "true")
      await page.getByLabel("Numbers of invoices").fill("INV-{YYYY}-{####}")
      await look(page)
      await page.getByRole("button", { name: "Save and go on" }).click()

      await expect(page.getByRole("heading", { level: 1, name: "Colleagues" })).toBeVisible()
      await page.getByLabel("E-mail addresses").fill("nora@northlight.example, nobody")
      await page.getByRole("button", { name: "Send invitations and go on" }).click()
      await expect(page.getByLabel("E-mail addresses")).toHaveValue("nora@northlight.example, nobody")
      await expect(page.getByLabel("E-mail addresses")).toHaveAttribute("aria-invalid", "true")
      await look(page)
      await page.getByLabel("E-mail addresses").fill("nora@northlight.example")
      await page.getByRole("button", { name: "Send invitations and go on" }).click()

      await expect(page.getByRole("heading", { level: 1, name: "A sample proposal" })).toBeVisible()
      await expect(page.getByText("nora@northlight.example is invited")).toBeVisible()
      await look(page)
      await page.getByRole("link", { name: /Go to Today/ }).click()

      const steps = page.getByRole("list", { name: "First steps" })
      await expect(steps.getByRole("listitem")).toHaveText([/Skipped/, /Done/, /Done/, /Open/])
      await look(page)
      await steps.getByRole("link", { name: "Logo and colour" }).click()
      await page
        .getByLabel("Logo")
        .setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from(tinyPng) })
      await page.getByLabel("Colour").fill("#a3244b")
      await page.getByRole("button", { name: "Save and go on" }).click()

      await page.goto("/setup/proposal")
      await page.getByRole("button", { name: "Make the sample" }).click()
      await expect(page.getByRole("heading", { level: 1, name: "Website for a bakery (sample)" })).toBeVisible()
      await page.goto("/")
      await expect(page.getByRole("list", { name: "First steps" })).toHaveCount(0)
      await page.goto("/settings/first-steps")
      await expect(steps.getByRole("listitem")).toHaveText([/Done/, /Done/, /Done/, /Done/])
      await look(page)
      await page.goto("/settings/numbering")
      await expect(page.getByLabel("Numbers of invoices")).toHaveValue("INV-{YYYY}-{####}")
      await look(page)
    })
  })
}
