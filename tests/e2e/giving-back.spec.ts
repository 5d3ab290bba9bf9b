import { demoPassword } from "~/demo/sign-ins"
import { expect, test } from "../support/journey"
import { untilShown } from "../support/road"
import { pathOf, signIn } from "../support/steps"

test.use({ withDemo: true, javaScriptEnabled: false })

test("finance credits part of a paid invoice, sees the client's credit, and refunds it; the client sees it too", async ({
  page,
  client,
  sandbox,
  look,
}) => {
  const main = page.getByRole("main")
  await signIn(page, "finance@northlight.example", demoPassword)

  await test.step("a client pays an invoice by card", async () => {
    await page.goto("/invoices?view=open")
    await main.getByRole("table").getByRole("link").first().click()
    await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/)
    const more = main.getByRole("button", { name: "More", exact: true })
    if (await more.isVisible()) await more.click()
    await main.getByRole("button", { name: /^Send/ }).first().click()
    await client.goto(await sandbox.linkIn("", /invoice .* from Northlight/i, "/i/"))
    await client.getByRole("button", { name: /^Pay/ }).first().click()
    await client.getByRole("radio", { name: /^Card Paid at once/ }).check()
    await client.getByRole("button", { name: /^Pay/ }).click()
    await untilShown(client, client.getByText("Paid in full. Thank you!"))
  })

  const invoice = pathOf(page)

  await test.step("finance credits a part of it, and what was paid for that is the client's credit", async () => {
    await page.goto(`${invoice}/credit`)
    await page.getByRole("radio", { name: /^Parts of it/ }).check()
    await page.getByLabel("or net amount").first().fill("100")
    await page.getByLabel("Reason").fill("A day less than agreed")
    await page.getByRole("button", { name: "Issue credit note" }).click()
    await expect(page).toHaveURL(invoice)
    await expect(page.getByText("€119.00 kept as the client's credit")).toBeVisible()
    await expect(page.getByRole("button", { name: "Refund €119.00" })).toBeVisible()
    await look(page)
  })

  const company = (await main.locator('a[href^="/companies/"]').first().getAttribute("href"))!

  await test.step("the client's page at the agency shows the credit", async () => {
    await page.goto(company)
    await expect(main.getByText("€119.00").first()).toBeVisible()
  })

  await test.step("it goes back from the credit note's page, and no more of it", async () => {
    await page.goto(invoice)
    await main.getByRole("table", { name: "Credit notes of this invoice" }).getByRole("link").first().click()
    await page.getByRole("link", { name: "Refund this" }).click()
    await page.getByLabel("Amount to give back").fill("119.01")
    await page.getByRole("button", { name: "Refund payment" }).click()
    await expect(page.getByText("At most €119.00 of this credit note can be given back.").first()).toBeVisible()
    await look(page)
    await page.getByLabel("Amount to give back").fill("119.00")
    await page.getByRole("button", { name: "Refund payment" }).click()
    await expect(page.getByText("Payment refunded")).toBeVisible()
    await expect(main.getByRole("table", { name: "Refunds of this credit note" })).toContainText("119.00")
    await expect(page.getByRole("link", { name: "Refund this" })).toHaveCount(0)
    await look(page)
  })

  await test.step("the invoice is paid still, and the client sees what was credited and what came back", async () => {
    await page.goto(invoice)
    await expect(page.getByText("€119.00 of it refunded")).toBeVisible()
    await expect(page.getByRole("button", { name: /^Refund €/ })).toHaveCount(0)
    await client.reload()
    await expect(client.getByRole("region", { name: "Credited" })).toContainText("119.00")
    await expect(client.getByText(/Refund/).first()).toBeVisible()
    await look(client)
  })
})
