import type { Page } from "@playwright/test"
import { demoPassword } from "~/demo/sign-ins"
import { expect, test } from "../support/journey"
import { signIn } from "../support/steps"

test.use({ withDemo: true })

const lists = ["/", "/leads", "/companies", "/contacts", "/deals", "/deals/list", "/proposals", "/invoices?view=all"]

/** The names of links that lead to a form. */
const writing =
  /^(New (lead|deal|company|contact|invoice)|Edit|Delete|Add|Convert|Send|Issue|Record|Reverse|Void|Withdraw|Copy)\b/

/** Signs somebody of the demo in, in the place of whoever was. */
async function signInAs(page: Page, role: string, agency = "northlight") {
  await page.context().clearCookies()
  await signIn(page, `${role}@${agency}.example`, demoPassword)
}

/** The records that a list leads to. */
async function recordsIn(page: Page, list: string): Promise<string[]> {
  await page.goto(list)
  const links = page.getByRole("main").getByRole("table").getByRole("link")
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""))
  return addresses.filter((address) => /[0-9a-f-]{36}$/.test(address))
}

/** How the program answers a form of that page that was made by hand. */
async function post(page: Page, address: string, form: Record<string, string> = {}): Promise<number> {
  const { origin } = new URL(page.url())
  const answer = await page.request.post(address, { form, headers: { Origin: origin }, maxRedirects: 0 })
  return answer.status()
}

test("each role sees and does what it may, and no more", async ({ page, look }) => {
  const all = { deals: [] as string[], invoices: [] as string[] }

  await test.step("the owner sees everything", async () => {
    await signInAs(page, "owner")
    all.deals = await recordsIn(page, "/deals/list?status=all")
    all.invoices = await recordsIn(page, "/invoices?view=open")
    expect(all.deals.length).toBeGreaterThan(12)
    await expect(page.getByRole("link", { name: "New invoice" })).toBeVisible()
    await page.goto(all.invoices[0]!)
    await expect(page.getByRole("link", { name: "Record payment" })).toBeVisible()
  })

  await test.step("a manager works on deals and invoices, and records no payment", async () => {
    await signInAs(page, "manager")
    const deals = await recordsIn(page, "/deals/list?status=all")
    expect(deals.length).toBeGreaterThan(0)
    expect(all.deals).toEqual(expect.arrayContaining(deals))
    await expect(page.getByRole("link", { name: "New deal" })).toBeVisible()
    const [invoice] = await recordsIn(page, "/invoices?view=all")
    await page.goto(invoice!)
    await expect(page.getByRole("link", { name: "Record payment" })).toHaveCount(0)
    expect(await post(page, `${invoice}/payments`, { amount: "1", method: "bank", receivedOn: "2026-01-01" })).toBe(403)
  })

  await test.step("a member sees the own deals and no other's", async () => {
    await signInAs(page, "member")
    const own = await recordsIn(page, "/deals/list?status=all")
    expect(own.length).toBeGreaterThan(0)
    expect(own.length).toBeLessThan(all.deals.length)
    await expect(page.getByRole("row", { name: /Portfolio site/ })).toBeVisible()
    const others = all.deals.filter((deal) => !own.includes(deal))
    for (const deal of others.slice(0, 3)) {
      expect((await page.request.get(deal)).status()).toBe(404)
      expect(await post(page, `${deal}/win`)).toBe(404)
    }
    await page.goto(own[0]!)
    await expect(page.getByRole("link", { name: /^Edit( E)?$/ })).toBeVisible()
    await page.goto("/invoices")
    await expect(page.getByRole("link", { name: "New invoice" })).toHaveCount(0)
  })

  await test.step("finance records a payment, and moves no deal", async () => {
    await signInAs(page, "finance")
    await page.goto(all.deals[0]!)
    await expect(page.getByRole("main").getByRole("link", { name: /^Edit( E)?$/ })).toHaveCount(0)
    expect(await post(page, `${all.deals[0]}/win`)).toBeGreaterThanOrEqual(300)
    await page.goto(all.invoices[0]!)
    await page.getByRole("link", { name: "Record payment" }).click()
    await page.getByLabel("Amount received").fill("100.00")
    await page.getByLabel("Reference").fill("Paid in part")
    await look(page)
    await page.getByRole("button", { name: "Record payment" }).click()
    await expect(page.getByRole("table", { name: /Payments/ }).getByText("Paid in part")).toBeVisible()
    await expect(page.getByText("Partly paid", { exact: true }).first()).toBeVisible()
  })

  await test.step("a guest reads, finds no button that writes, and writes by no other way", async () => {
    await signInAs(page, "guest")
    const records = [all.deals[0]!, all.invoices[0]!]
    for (const list of ["/leads", "/companies", "/contacts", "/proposals"]) {
      records.push((await recordsIn(page, list))[0]!)
    }
    for (const address of [...lists, ...records]) {
      await page.goto(address)
      const main = page.getByRole("main")
      await expect(main.getByRole("heading", { level: 1 })).toBeVisible()
      const posts = main.locator("form[method=post]")
      expect(await posts.count(), `${address} has a form that writes`).toBe(0)
      expect(
        await main.getByRole("link", { name: writing }).allInnerTexts(),
        `${address} leads to a form that writes`,
      ).toEqual([])
    }
    const [deal, invoice, lead, company, contact, proposal] = records
    const writes: [string, Record<string, string>][] = [
      [`${deal}/edit`, { title: "Mine", version: "1" }],
      ["/deals/new", { title: "Mine" }],
      [`${company}/edit`, { name: "Mine", version: "1" }],
      ["/companies/new", { name: "Mine" }],
      [`${contact}/edit`, { firstName: "Mine", lastName: "Mine", name: "Mine", version: "1" }],
      ["/leads/new", { name: "Mine", email: "mine@guest.example" }],
      [`${proposal}/edit`, { title: "Mine", version: "1" }],
      [`${invoice}/payments`, { amount: "1", method: "bank", receivedOn: "2026-01-01" }],
    ]
    for (const [address, form] of writes) {
      expect.soft(await post(page, address, form), address).toBe(403)
    }
    for (const button of [`${deal}/delete`, `${deal}/lose`, `${lead}/delete`, `${proposal}/withdraw`]) {
      expect.soft([303, 403], button).toContain(await post(page, button, { reason: "Mine" }))
    }
    await page.goto(deal!)
    await expect(page.getByText("You are not allowed to do this.")).toBeVisible()
    for (const record of records) expect((await page.request.get(record)).status(), record).toBe(200)
    await expect(page.getByText("Lost", { exact: true })).toHaveCount(0)
    await page.goto("/companies?q=Mine")
    await expect(page.getByRole("row", { name: /Mine/ })).toHaveCount(0)
  })

  await test.step("the owner of another agency finds nothing of this one", async () => {
    await signInAs(page, "owner", "harbor")
    for (const record of [...all.deals.slice(0, 5), ...all.invoices.slice(0, 5)]) {
      expect((await page.request.get(record)).status(), record).toBe(404)
    }
    for (const list of lists) {
      const text = await (await page.request.get(list)).text()
      expect(text, list).not.toMatch(/Northlight|Studio Halm|Weingut|Klangraum/)
    }
    await page.goto("/companies?q=Studio")
    await expect(page.getByRole("row", { name: /Studio Halm/ })).toHaveCount(0)
  })
})
