import { expect, type Locator, type Page } from "@playwright/test"
import type { Sandbox } from "./sandbox-api"
import { pathOf, writeLines } from "./steps"

/** The client of the journeys that begin in the middle of the road. */
export const ana = { name: "Ana Müller", email: "ana@cafe-mueller.example", company: "Café Müller GmbH" }

/** What their proposal comes to without options, and the deposit on it. */
export const priced = { total: "9,520.00", deposit: "2,856.00" }

/** Where a deal and its proposal are found by members, and the link the client got. */
export type Sent = { deal: string; proposal: string; link: string }

/** Captures an enquiry that came by telephone and converts it into company, contact and deal; the page is then the deal's. */
export async function openDeal(page: Page, client: typeof ana = ana): Promise<string> {
  await page.goto("/leads/new")
  await page.getByLabel("Name").fill(client.name)
  await page.getByLabel("E-mail").fill(client.email)
  await page.getByLabel("Company").fill(client.company)
  await page.getByRole("button", { name: "Capture lead" }).click()
  await page.getByRole("link", { name: "Convert" }).first().click()
  await page.getByRole("button", { name: "Convert lead" }).click()
  await expect(page.getByText("Lead converted to a deal")).toBeVisible()
  return pathOf(page)
}

/** Opens a deal and sends its proposal, with an option and 30 % deposit; the page is then the proposal's. */
export async function sendProposal(page: Page, sandbox: Sandbox, client: typeof ana = ana): Promise<Sent> {
  const deal = await openDeal(page, client)
  await page.getByRole("button", { name: "Draft proposal" }).click()
  await page.getByLabel("Title").fill("A website that takes orders")
  await writeLines(page, [
    { name: "Website", price: "8000.00" },
    { name: "SEO", price: "1500.00", optional: true },
  ])
  await page.getByRole("button", { name: "Save proposal" }).click()
  await page.getByRole("link", { name: "Send proposal" }).first().click()
  await page.getByRole("button", { name: "Send proposal" }).click()
  await expect(page.getByText("Nobody has opened it yet")).toBeVisible()
  const link = await sandbox.linkIn(client.email, /A website that takes orders: proposal/, "/p/")
  return { deal, proposal: pathOf(page), link }
}

/** Fills in what a client's signature asks for, and answers the button that signs. */
export async function readyToSign(client: Page, link: string, name = ana.name): Promise<Locator> {
  await client.goto(link)
  await client.getByLabel("I have read the terms").check()
  await client.getByLabel("Your full name").fill(name)
  return client.getByRole("button", { name: /^Sign and accept for/ })
}

/** Looks at a page again until it says what is awaited: what is told by a job or a webhook arrives a little later. */
export async function untilShown(page: Page, awaited: Locator) {
  await expect(async () => {
    await page.reload()
    await expect(awaited).toBeVisible({ timeout: 700 })
  }).toPass({ timeout: 20_000 })
}
