import type { Page } from "@playwright/test"
import { expect, test } from "../support/journey"
import { ana, openDeal } from "../support/road"
import { owner, pathOf, setUp, writeLines } from "../support/steps"

const ways = { "with script": {}, "without script": { javaScriptEnabled: false } }

/** A record whose form two windows have open, and the field that both change. */
type Edited = { record: string; edit: string; field: string; save: string; saved: string; words: [string, string] }

/** One window has the form open when another saves it; the first then saves what it typed. */
async function saveStale(page: Page, { edit, field, save, saved }: Edited, mine: string, theirs: string) {
  const other = await page.context().newPage()
  await page.goto(edit)
  await other.goto(edit)
  await other.getByLabel(field, { exact: true }).first().fill(theirs)
  await other.getByRole("button", { name: save }).click()
  await expect(other.getByRole("status").getByText(saved)).toBeVisible()
  await other.close()
  await page.getByLabel(field, { exact: true }).first().fill(mine)
  await page.getByRole("button", { name: save }).click()
}

/** A draft for the client, with one line; the page is then the draft's. */
async function draftInvoice(page: Page) {
  await page.goto("/invoices/new")
  await page.getByLabel("Who is invoiced?").selectOption({ label: ana.company })
  await page.getByRole("button", { name: "Continue" }).click()
  await page.getByLabel("What for", { exact: true }).first().fill("Photographs")
  const line = page.getByRole("group", { name: "Line 1", exact: true })
  await line.getByLabel("What for").fill("A day of photographs")
  await line.getByLabel("Price in EUR").fill("900")
  await page.getByRole("button", { name: "Save draft" }).click()
  await expect(page.getByRole("status").getByText("Invoice drafted")).toBeVisible()
}

/** The path of the record that a link on the page leads to. */
async function leadsTo(page: Page, name: string) {
  const address = await page.getByRole("main").getByRole("link", { name, exact: true }).first().getAttribute("href")
  return address!
}

for (const [way, use] of Object.entries(ways)) {
  test.describe(way, () => {
    test.use(use)

    test("a stale edit shows both values, and either can be kept", async ({ page, look }) => {
      await setUp(page)
      const deal = await openDeal(page)
      const company = await leadsTo(page, ana.company)
      await draftInvoice(page)
      const invoice = pathOf(page)
      const records: Edited[] = [
        {
          ...{ record: company, edit: `${company}/edit`, field: "Name", save: "Save company", saved: "Company saved" },
          words: ["Café Müller & Töchter", "Café Müller AG"],
        },
        {
          ...{ record: deal, edit: `${deal}/edit`, field: "Title", save: "Save deal", saved: "Deal saved" },
          words: ["Website and shop", "Website, second phase"],
        },
        {
          ...{ record: invoice, edit: `${invoice}/edit`, field: "What for", save: "Save draft", saved: "Draft saved" },
          words: ["Photographs of the café", "Photographs, one day"],
        },
      ]
      for (const edited of records.slice(0, 2)) await keepEither(edited)
      await keepEither(records[2]!)

      async function keepEither(edited: Edited) {
        const [mine, theirs] = edited.words
        const conflict = page.getByRole("alert", { name: "This was changed meanwhile" })
        await test.step(`${edited.save}: both values are shown, and mine is kept`, async () => {
          await saveStale(page, edited, mine, theirs)
          const both = conflict.getByRole("row", { name: new RegExp(`^${edited.field}`) })
          await expect(both.getByRole("cell", { name: mine, exact: true })).toBeVisible()
          await expect(both.getByRole("cell", { name: theirs, exact: true })).toBeVisible()
          await expect(conflict.getByText(`${owner.name} changed this`)).toBeVisible()
          await expect(page.getByLabel(edited.field, { exact: true }).first()).toHaveValue(mine)
          await look(page)
          await conflict.getByRole("button", { name: "Keep mine" }).click()
          await expect(page).toHaveURL(edited.record)
          await expect(page.getByText(mine, { exact: true }).first()).toBeVisible()
        })
        await test.step(`${edited.save}: theirs is used`, async () => {
          await saveStale(page, edited, `${mine} again`, theirs)
          await conflict.getByRole("link", { name: "Use theirs" }).click()
          await expect(conflict).toHaveCount(0)
          await expect(page.getByLabel(edited.field, { exact: true }).first()).toHaveValue(theirs)
        })
      }
    })

    test("an error keeps everything that was typed", async ({ page, look }) => {
      await setUp(page)
      const deal = await openDeal(page)

      await test.step("in the lines of a deal", async () => {
        await page.getByRole("link", { name: "Edit lines" }).click()
        await writeLines(page, [
          { name: "Website", price: "8000.00", monthly: true },
          { name: "SEO", price: "much", optional: true },
        ])
        const second = page.getByRole("group", { name: "Line 2", exact: true })
        await second.getByLabel("Details").fill("Two lines\nof details")
        await page.getByRole("button", { name: "Save lines" }).click()
        await expect(second.getByText("Enter a price such as 1500.00")).toBeVisible()
        const first = page.getByRole("group", { name: "Line 1", exact: true })
        await expect(first.getByLabel("What for")).toHaveValue("Website")
        await expect(first.getByLabel("Price in EUR")).toHaveValue("8000.00")
        await expect(first.getByLabel("Paid")).toHaveValue("monthly")
        await expect(second.getByLabel("Price in EUR")).toHaveValue("much")
        await expect(second.getByLabel("Details")).toHaveValue("Two lines\nof details")
        await expect(second.getByLabel("Option the client may choose")).toBeChecked()
        await look(page)
        await second.getByLabel("Price in EUR").fill("1500")
        await page.getByRole("button", { name: "Save lines" }).click()
        await expect(page.getByRole("status").getByText("Lines saved")).toBeVisible()
      })

      await test.step("in a proposal", async () => {
        await page.goto(deal)
        await page.getByRole("button", { name: "Draft proposal" }).click()
        await page.getByLabel("Title").fill("A website that takes orders")
        await page.getByLabel("Deposit on signature").fill("130")
        await page.getByLabel("Scope").fill("# Scope\n\nWhat is **done**")
        await page.getByRole("button", { name: "Save proposal" }).click()
        await expect(page.getByText("Enter a deposit from 0 to 100 percent").first()).toBeVisible()
        await expect(page.getByLabel("Title")).toHaveValue("A website that takes orders")
        await expect(page.getByLabel("Deposit on signature")).toHaveValue("130")
        await expect(page.getByLabel("Scope")).toHaveValue("# Scope\n\nWhat is **done**")
        await expect(page.getByRole("group", { name: "Line 2", exact: true }).getByLabel("What for")).toHaveValue("SEO")
        await look(page)
      })

      await test.step("in an invoice", async () => {
        await draftInvoice(page)
        await page.getByRole("link", { name: "Edit" }).first().click()
        await page.getByLabel("Days to pay").fill("two")
        await page.getByLabel("Order number").fill("PO 4711")
        await page.getByLabel("Notes").fill("Thank you,\nuntil next time")
        await page.getByRole("button", { name: "Save draft" }).click()
        await expect(page.getByText("Enter the days to pay, from 0 to 365").first()).toBeVisible()
        await expect(page.getByLabel("Days to pay")).toHaveValue("two")
        await expect(page.getByLabel("Order number")).toHaveValue("PO 4711")
        await expect(page.getByLabel("Notes")).toHaveValue("Thank you,\nuntil next time")
        await expect(page.getByRole("group", { name: "Line 1", exact: true }).getByLabel("Price in EUR")).toHaveValue(
          "900",
        )
        await look(page)
      })

      await test.step("in a company", async () => {
        await page.goto("/companies/new")
        await page.getByLabel("Name", { exact: true }).fill("Bäckerei Morgenrot")
        await page.getByLabel("VAT id").fill("4711 without")
        await page.getByLabel("Telephone").fill("+49 3643 555017")
        await page.getByLabel("Tax", { exact: true }).selectOption({ index: 1 })
        await page.getByLabel("Needs a purchase order number").check()
        const tax = await page.getByLabel("Tax", { exact: true }).inputValue()
        await page.getByRole("button", { name: "Create company" }).click()
        await expect(page.getByText("Begin with the country's two letters").first()).toBeVisible()
        await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Bäckerei Morgenrot")
        await expect(page.getByLabel("VAT id")).toHaveValue("4711 without")
        await expect(page.getByLabel("Telephone")).toHaveValue("+49 3643 555017")
        await expect(page.getByLabel("Tax", { exact: true })).toHaveValue(tax)
        await expect(page.getByLabel("Needs a purchase order number")).toBeChecked()
        await look(page)
      })
    })

    test("what is deleted comes back by Undo", async ({ page, look }) => {
      await setUp(page)
      const deal = await openDeal(page)
      const company = await leadsTo(page, ana.company)
      const contact = await leadsTo(page, ana.name)
      await page.goto("/leads/new")
      await page.getByLabel("Name").fill("Paul Richter")
      await page.getByLabel("E-mail").fill("paul@fahrradhof.example")
      await page.getByRole("button", { name: "Capture lead" }).click()
      await expect(page.getByRole("heading", { level: 1, name: "Paul Richter" })).toBeVisible()
      const records = { lead: pathOf(page), deal, contact, company }
      for (const [noun, record] of Object.entries(records)) {
        await test.step(`a ${noun}`, async () => {
          await page.goto(record)
          const title = await page.getByRole("heading", { level: 1 }).innerText()
          const more = page.getByRole("main").getByRole("button", { name: "More", exact: true })
          await more.click()
          await page.getByRole("link", { name: `Delete ${noun}` }).click()
          await expect(page.getByRole("region", { name: /^Delete / })).toBeVisible()
          if (noun === "deal") await look(page)
          await page.getByRole("button", { name: `Delete ${noun}` }).click()
          await expect(page.getByRole("status").getByText(new RegExp(`^${noun} deleted$`, "i"))).toBeVisible()
          await expect(page.getByRole("main").getByRole("link", { name: title, exact: true })).toHaveCount(0)
          expect((await page.request.get(record)).status()).toBe(404)
          await page.getByRole("button", { name: "Undo" }).click()
          await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible()
          expect((await page.request.get(record)).status()).toBe(200)
        })
      }
    })
  })
}
