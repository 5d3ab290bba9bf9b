import { agencyYear } from "../support/agency-days"
import { anotherOrganization, neighbour } from "../support/another-organization"
import { expect, test } from "../support/journey"
import { enquire, enquiryForm, owner, pathOf, setUp, signIn, typedIn, writeLines } from "../support/steps"

const ana = {
  name: "Ana Müller",
  email: "ana@cafe-mueller.example",
  company: "Café Müller GmbH",
  message: "We open a second café and need a website that takes orders.",
}

const lines = [
  { name: "Website", price: "8000.00" },
  { name: "SEO", price: "1500.00", optional: true },
  { name: "Care plan", price: "90.00", monthly: true },
]

const ways = {
  "with script": {},
  "without script, 320 pixels wide": { javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
}

for (const [way, use] of Object.entries(ways)) {
  test.describe(way, () => {
    test.use(use)

    test("an enquiry becomes money in the bank", async ({ page, client, sandbox, program, request, look }) => {
      test.setTimeout(420_000)
      const visited: string[] = []
      const see = async (path = page) => {
        await look(path)
        if (path === page) visited.push(pathOf(page))
      }
      let link = ""

      await test.step("the agency is set up", async () => {
        await page.goto("/")
        await look(page)
        await setUp(page)
        await see()
        expect((await page.request.get("/setup")).status()).toBe(404)
      })

      await test.step("the public form, sent twice, makes one lead, and the owner is told", async () => {
        const form = await enquiryForm(page)
        await see()
        await client.goto(`${form}?utm_source=newsletter`)
        await look(client)
        await enquire(client, `${form}?utm_source=newsletter`, ana)
        await look(client)
        await enquire(client, form, ana)
        await sandbox.linkIn(owner.email, /New lead: Ana Müller/, "/leads/")
        await page.goto("/notifications")
        await expect(page.getByRole("link", { name: /New lead.*Ana Müller/ })).toHaveCount(1)
        await see()
        await page.goto("/leads")
        await expect(page.getByRole("link", { name: ana.name })).toHaveCount(1)
        await page.getByRole("link", { name: ana.name }).click()
        await expect(page.getByText("newsletter")).toBeVisible()
        await see()
      })

      await test.step("converting makes company, contact and deal; a second time it answers the same deal", async () => {
        await page.getByRole("link", { name: "Convert" }).first().click()
        await expect(page.getByRole("button", { name: "Convert lead" })).toBeVisible()
        await see()
        const convert = page.url()
        const typed = await typedIn(page.locator("main form"))
        await page.getByRole("button", { name: "Convert lead" }).click()
        await expect(page.getByText("Lead converted to a deal")).toBeVisible()
        await see()
        const deal = pathOf(page)
        const headers = { Origin: program.url }
        const again = await page.request.post(convert, {
          form: { ...typed, submission: "another" },
          headers,
          maxRedirects: 0,
        })
        expect(new URL(again.headers().location!, program.url).pathname).toBe(deal)
        await page.goto("/companies")
        await expect(page.getByRole("link", { name: ana.company })).toHaveCount(1)
        await see()
        await page.goto("/contacts")
        await expect(page.getByRole("link", { name: ana.name })).toHaveCount(1)
        await see()
        await page.goto(deal)
      })

      await test.step("the deal's lines show one-off and monthly apart", async () => {
        await page.getByRole("link", { name: "Edit lines" }).click()
        await writeLines(page, lines)
        await see()
        await page.getByRole("button", { name: "Save lines" }).click()
        const totals = page.getByRole("table", { name: "Totals" })
        await expect(totals.getByRole("row", { name: /Net/ })).toContainText("8,000.00")
        await expect(totals.getByRole("row", { name: /Every month/ })).toContainText("90.00")
        await see()
        await page.goto("/deals")
        await expect(page.getByRole("link", { name: /Café Müller/ })).toBeVisible()
        await see()
        await page
          .getByRole("link", { name: /Café Müller/ })
          .first()
          .click()
      })

      await test.step("a proposal with 30 % deposit is sent and frozen", async () => {
        await page.getByRole("button", { name: "Draft proposal" }).click()
        await expect(page.getByLabel("Deposit on signature")).toHaveValue("30")
        await page.getByLabel("Title").fill("A website that takes orders")
        await see()
        await page.getByRole("button", { name: "Save proposal" }).click()
        await see()
        await page.getByRole("link", { name: "Preview" }).first().click()
        await look(page)
        await page.goBack()
        await page.getByRole("link", { name: "Send proposal" }).first().click()
        await see()
        await page.getByRole("button", { name: "Send proposal" }).click()
        await expect(page.getByText("Nobody has opened it yet")).toBeVisible()
        await expect(page.getByRole("link", { name: "Version 1", exact: true })).toBeVisible()
        await see()
        link = await sandbox.linkIn(ana.email, /A website that takes orders/, "/p/")
      })

      await test.step("a mail scanner that opens the link five times is no person", async () => {
        for (let time = 0; time < 5; time++) expect((await request.get(link)).status()).toBe(200)
        await page.reload()
        await expect(page.getByText("Nobody has opened it yet")).toBeVisible()
      })

      await test.step("an edited proposal goes out as version 2, and the old link leads to it", async () => {
        const proposal = pathOf(page)
        await page.getByRole("link", { name: "Edit" }).first().click()
        await page.getByLabel("Scope").fill("One website, with orders and payment.")
        await page.getByRole("button", { name: "Save proposal" }).click()
        await page.getByRole("link", { name: /^Send/ }).first().click()
        await page.getByRole("button", { name: /^Send/ }).click()
        await expect(page.getByRole("link", { name: "Version 2", exact: true })).toBeVisible()
        await client.goto(link)
        await expect(client.getByText("There is a newer version")).toBeVisible()
        await look(client)
        await client.getByRole("link", { name: "Open version 2" }).first().click()
        await expect(client.getByText("One website, with orders and payment.")).toBeVisible()
        await look(client)
        await page.goto(proposal)
      })

      await test.step("the client chooses, reads the terms, and with one button signs and stands at the payment page", async () => {
        await client.getByRole("checkbox", { name: "SEO" }).check()
        const update = client.getByRole("button", { name: "Update total" })
        if (await update.isVisible()) await update.click()
        const sign = client.getByRole("button", { name: /^Sign and accept for/ })
        await expect(sign).toContainText("11,305.00")
        await expect(client.getByRole("heading", { name: "Terms" })).toBeVisible()
        await client.getByLabel("I have read the terms").check()
        await client.getByLabel("Your full name").fill(ana.name)
        await look(client)
        await sign.click()
        await expect(client).toHaveURL(new RegExp(`^${program.sandboxUrl}/checkout/`))
        await expect(client.getByText("€3,391.50").first()).toBeVisible()
        await look(client)
        await page.reload()
        await expect(page.getByText("Signed", { exact: true }).first()).toBeVisible()
        await see()
        await page.goto("/invoices")
        const deposit = page.getByRole("link", { name: `${agencyYear()}-0001` })
        await expect(
          page
            .getByRole("row", { name: /-0001/ })
            .or(page.getByRole("listitem").filter({ hasText: "-0001" }))
            .first(),
        ).toContainText("3,391.50")
        await see()
        await deposit.click()
        await see()
      })

      await test.step("a slow payment, told backwards and twice, is pending, then paid once with one receipt", async () => {
        await sandbox.hold(true)
        await client.getByRole("radio", { name: /SEPA/ }).check()
        await client.getByRole("button", { name: /^Pay/ }).click()
        await expect(client.getByText(/confirming your payment/i)).toBeVisible()
        await look(client)
        const [completed] = await sandbox.events("checkout.session.completed")
        await sandbox.tell([completed!.id, completed!.id])
        await expect(async () => {
          await client.reload()
          await expect(client.getByText("Your payment is on its way")).toBeVisible({ timeout: 500 })
        }).toPass({ timeout: 20_000 })
        await look(client)
        await page.reload()
        await expect(page.getByText("Payment pending").first()).toBeVisible()
        await see()
        await sandbox.settle("succeeded")
        const all = (await sandbox.events()).map(({ id }) => id)
        await sandbox.tell([...all.reverse(), ...all])
        await expect(async () => {
          await client.reload()
          await expect(client.getByText("Paid in full. Thank you!")).toBeVisible({ timeout: 500 })
        }).toPass({ timeout: 20_000 })
        await look(client)
        await expect(async () => {
          await page.reload()
          await expect(page.getByText("Paid", { exact: true }).first()).toBeVisible({ timeout: 500 })
        }).toPass({ timeout: 20_000 })
        await see()
        await sandbox.linkIn(ana.email, /Receipt/, "/i/")
        await sandbox.linkIn(owner.email, /paid/, "/invoices/")
        expect(await sandbox.mails(ana.email, /Receipt/)).toHaveLength(1)
        expect(await sandbox.mails(owner.email, /is paid in full/)).toHaveLength(1)
        const payments = page.getByRole("table", { name: /Payments/ })
        await expect(payments.getByText("3,391.50").first()).toBeVisible()
        await page.goto("/deals/list?status=won")
        await expect(page.getByRole("link", { name: /Café Müller/ })).toBeVisible()
      })

      await test.step("somebody of another organization finds nothing under any of these addresses", async () => {
        await anotherOrganization(program)
        await client.context().clearCookies()
        await signIn(client, neighbour.email, neighbour.password)
        const records = visited.filter((path) => /[0-9a-f-]{36}/.test(path))
        expect(records.length).toBeGreaterThan(5)
        for (const path of new Set(records)) {
          const answer = await client.request.get(path)
          expect(answer.status(), path).toBe(404)
          expect(await answer.text()).not.toContain("Müller")
        }
        for (const list of [
          "/",
          "/leads",
          "/companies",
          "/contacts",
          "/deals",
          "/proposals",
          "/invoices",
          "/notifications",
        ]) {
          expect(await (await client.request.get(list)).text(), list).not.toContain("Müller")
        }
      })
    })
  })
}
