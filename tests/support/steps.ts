import { expect, type Locator, type Page } from "@playwright/test"

/** The owner of the agency that journeys set up. */
export const owner = { name: "Ida Lindqvist", email: "ida@northlight.example", password: "a lantern made of paper" }

/** Makes the installation's first organization: Northlight in Berlin. Whoever does so is signed in. */
export async function setUp(page: Page) {
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
  await expect(page).toHaveURL("/setup/brand")
  await page.goto("/")
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible()
}

/** Signs somebody in, from wherever the page is. */
export async function signIn(page: Page, email: string, password: string) {
  await page.goto("/login")
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password").fill(password)
  await page.getByRole("button", { name: "Sign in", exact: true }).click()
  await expect(page).toHaveURL("/")
}

/** The address of the agency's enquiry form, as its inbox shows it. */
export async function enquiryForm(page: Page): Promise<string> {
  await page.goto("/leads")
  return (await page.getByRole("link", { name: "Enquiry form" }).first().getAttribute("href"))!
}

/** Sends an enquiry as a visitor of the agency's form. */
export async function enquire(
  page: Page,
  form: string,
  enquiry: { name: string; email: string; company: string; message: string },
) {
  await page.goto(form)
  await page.getByLabel("Name").fill(enquiry.name)
  await page.getByLabel("E-mail").fill(enquiry.email)
  await page.getByLabel("Company").fill(enquiry.company)
  await page.getByLabel("Message").fill(enquiry.message)
  await page.getByRole("checkbox").check()
  await page.getByRole("button", { name: "Send" }).click()
  await expect(page.getByRole("heading", { name: "Your message has arrived" })).toBeVisible()
}

type Line = { name: string; price: string; monthly?: boolean; optional?: boolean }

/** Fills in the lines of a form, each added by its button. */
export async function writeLines(page: Page, lines: readonly Line[]) {
  for (const [index, { name, price, monthly, optional }] of lines.entries()) {
    await page.getByRole("button", { name: "Add a line" }).click()
    const line = page.getByRole("group", { name: `Line ${index + 1}`, exact: true })
    await line.getByLabel("What for").fill(name)
    await line.getByLabel("Price in EUR").fill(price)
    if (monthly) await line.getByLabel("Paid").selectOption("monthly")
    if (optional) await line.getByLabel("Option the client may choose").check()
  }
}

/** The record's own path, without what the address carries along. */
export const pathOf = (page: Page) => new URL(page.url()).pathname

/** What a form would send as it stands, for sending it once more. */
export const typedIn = (form: Locator): Promise<Record<string, string>> =>
  form
    .last()
    .evaluate((node) =>
      Object.fromEntries([...new FormData(node as HTMLFormElement)].map(([name, value]) => [name, String(value)])),
    )
