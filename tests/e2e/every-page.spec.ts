import type { Page } from "@playwright/test"
import { demoPassword } from "~/demo/sign-ins"
import { href } from "~/platform/language/paths"
import { pages } from "~/routes"
import { faultsOf } from "../support/faults"
import { expect, test } from "../support/journey"
import type { Sandbox } from "../support/sandbox-api"
import { signIn } from "../support/steps"
import { tinyPng } from "../support/tiny-image"
import { withVirtualAuthenticator } from "../support/virtual-authenticator"

test.use({ withDemo: true })
test.describe.configure({ mode: "parallel" })

type Path = keyof typeof pages

const id = "[0-9a-f-]{36}"

/** The first address on the page that looks so, of those the page leads to. */
async function leadsTo(page: Page, from: string, like: RegExp): Promise<string> {
  await page.goto(from)
  const links = page.getByRole("main").getByRole("link")
  await expect(links.first()).toBeVisible()
  const addresses = await links.evaluateAll((all) =>
    all.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  )
  const found = addresses.find((address) => like.test(address))
  if (!found) throw new Error(`${from} leads to no ${like}: ${addresses.join(" ")}`)
  return found
}

/** An address without what stands behind its path. */
const pathOf = (address: string, page: Page) => new URL(address, page.url()).pathname

/** The ids in an address, in their order. */
const idsIn = (address: string) => address.match(new RegExp(id, "g")) ?? []

/** The id that a list's first record has. */
async function first(page: Page, list: string): Promise<string> {
  const [noun] = list.slice(1).split(/[?/]/)
  return idsIn(await leadsTo(page, list, new RegExp(`^/${noun}/${id}$`)))[0]!
}

/** The address of every page as the demo fills it, and that of every button and file; one without does not compile. */
async function addressesIn(page: Page, sandbox: Sandbox): Promise<Record<Path, string>> {
  const leadId = await first(page, "/leads")
  const contactId = await first(page, "/contacts")
  const dealId = await first(page, "/deals/list")
  const companyId = await first(page, "/companies?q=Augenklinik")
  const addressId = idsIn(await leadsTo(page, `/companies/${companyId}`, new RegExp(`/addresses/${id}`)))[1]!
  const proposalId = await first(page, "/proposals?q=Portfolio")
  const draft = { invoiceId: await first(page, "/invoices?view=draft") }
  const paid = await paidByHand(page)
  const { invoiceId } = paid
  await page.goto(`/proposals/${proposalId}/link`)
  await page.getByRole("button", { name: "Make a link" }).click()
  const token = new URL(await page.getByLabel("Link", { exact: true }).inputValue()).pathname.split("/")[2]!
  const i = { token: await invoiceToken(page, sandbox) }
  const reset = await resetToken(page, sandbox)
  const mailId = (await leadsTo(page, "/sandbox/mailbox", /^\/sandbox\/mail\/[^/]+$/)).split("/")[3]!
  const linkId = (await leadsTo(page, `/proposals/${proposalId}`, /^\/links\//)).split("/")[2]!
  const { fileId } = await keptFile(page, paid.paymentId)
  const { providerId, key } = await aProvider(page)
  const keyId = await apiKey(page)
  const [noteId, problemId] = [leadId, leadId]
  const roleId = await ownRole(page)
  const formKey = "northlight"
  const { memberId, teamId, invitationId, organizationId } = await peopleOf(page)
  const given = {
    memberId,
    teamId,
    invitationId,
    organizationId,
    leadId,
    contactId,
    dealId,
    companyId,
    addressId,
    proposalId,
    invoiceId,
    noteId,
    problemId,
    roleId,
    recordId: dealId,
    linkId,
    keyId,
    fileId,
    sessionId: "01900000-0000-7000-8000-000000000000",
    passkeyId: await passkey(page),
    holdId: await legalHold(page),
    grantId: "01900000-0000-7000-8000-000000000000",
    assignmentId: "01900000-0000-7000-8000-000000000000",
    formKey,
    providerId,
    key,
    step: "brand",
    colour: "1f4fd8",
    logo: await keptLogo(page),
    mailId,
    token,
    paymentId: paid.paymentId,
  }
  const fill = (path: string) =>
    path
      .replace("/*", "/nothing/is/here")
      .replace(/:(\w+)/g, (_, name) => (given as Record<string, string>)[name] ?? "")
  const all = Object.fromEntries(Object.keys(pages).map((path) => [path, fill(path)])) as Record<Path, string>
  return {
    ...all,
    "/reset/:token": href("/reset/:token", { token: reset }),
    "/invitation/:token": href("/invitation/:token", {
      token: (await sandbox.linkIn("nora@elsewhere.example", /invites you/, "/invitation/")).split("/").at(-1)!,
    }),
    "/assignments/new": `${href("/assignments/new")}?of=deals&id=${dealId}`,
    "/invoices/:invoiceId/edit": href("/invoices/:invoiceId/edit", draft),
    "/invoices/:invoiceId/issue": href("/invoices/:invoiceId/issue", draft),
    "/invoices/:invoiceId/void": href("/invoices/:invoiceId/void", draft),
    "/i/:token": href("/i/:token", i),
    "/i/:token/pay": href("/i/:token/pay", i),
    "/i/:token/seen": href("/i/:token/seen", i),
    "/i/:token/pdf": href("/i/:token/pdf", i),
  }
}

/** An identity provider, set up by hand. */
async function aProvider(page: Page) {
  const key = "northlight"
  await page.goto("/settings/security/sign-on/new")
  await page.getByLabel("Name", { exact: true }).fill("Northlight ID")
  await page.getByLabel("Key", { exact: true }).fill(key)
  await page.getByLabel("Issuer").fill("https://login.northlight.example")
  await page.getByLabel("Client ID").fill("signoff")
  await page.getByLabel("Client secret").fill("a secret of the client")
  await page.getByRole("button", { name: "Create identity provider" }).click()
  await expect(page).toHaveURL(new RegExp(`/settings/security/sign-on/${id}$`))
  return { providerId: idsIn(page.url())[0]!, key }
}

/** A member, a team, and somebody who is asked in. */
async function peopleOf(page: Page) {
  await page.goto("/settings/people/invite")
  await page.getByLabel("E-mail addresses").fill("nora@elsewhere.example")
  await page.getByRole("button", { name: "Send invitations" }).click()
  await expect(page).toHaveURL("/settings/people")
  const revoke = await leadsTo(page, "/settings/people", /\/revoke$/)
  const colleagues = page.getByRole("table", { name: "Members" }).getByRole("link").filter({ hasNotText: "(you)" })
  const member = (await colleagues.first().getAttribute("href")) ?? ""
  const team = await leadsTo(page, "/settings/teams", new RegExp(`/teams/${id}/edit$`))
  return {
    memberId: idsIn(member)[0]!,
    teamId: idsIn(team)[0]!,
    invitationId: idsIn(revoke)[0]!,
    organizationId: idsIn(team)[0]!,
  }
}

/** An invoice with a payment that finance recorded by hand. */
async function paidByHand(page: Page) {
  const invoiceId = await first(page, "/invoices?view=overdue")
  await page.goto(`/invoices/${invoiceId}/payments`)
  await page.getByLabel("Amount received").fill("10.00")
  await page.getByRole("button", { name: "Record payment" }).click()
  await expect(page).toHaveURL(`/invoices/${invoiceId}`)
  const reverse = await leadsTo(page, `/invoices/${invoiceId}`, /\/reverse$/)
  return { invoiceId, paymentId: idsIn(reverse)[1]! }
}

/** A role made from a built-in one. */
async function ownRole(page: Page): Promise<string> {
  await page.goto("/settings/roles/new?from=member")
  await page.getByLabel("Name", { exact: true }).fill("Freelancer")
  await page.getByRole("button", { name: "Create role" }).click()
  await expect(page).toHaveURL("/settings/roles")
  return idsIn(await leadsTo(page, "/settings/roles", /\/edit$/))[0]!
}

/** A program's key, made by hand. */
async function apiKey(page: Page): Promise<string> {
  await page.goto("/settings/api-keys/new")
  await page.getByLabel("Name").fill("Bookkeeping")
  await page.getByLabel("Acts as").selectOption({ label: "Guest" })
  await page.getByRole("button", { name: "Create API key" }).click()
  await expect(page.getByLabel("API key", { exact: true })).toHaveValue(/^signoff_live_/)
  return idsIn(await leadsTo(page, "/settings/api-keys", /\/rotate$/))[0]!
}

/** A legal hold, placed by hand. */
async function legalHold(page: Page): Promise<string> {
  await page.goto("/settings/retention/legal-holds/place")
  await page.getByLabel("What for").fill("A dispute about an invoice")
  await page.getByRole("button", { name: "Place the hold" }).click()
  await expect(page).toHaveURL("/settings/retention")
  return idsIn(await leadsTo(page, "/settings/retention", /\/lift$/))[0]!
}

/** A passkey, on a device that the browser plays. */
async function passkey(page: Page): Promise<string> {
  await withVirtualAuthenticator(page)
  await page.goto("/settings/security/factors/passkeys/new")
  await page.getByLabel("Name").fill("This laptop")
  await page.getByRole("button", { name: "Add the passkey" }).click()
  await expect(page.getByRole("heading", { name: "Your passkey is added" })).toBeVisible()
  return idsIn(await leadsTo(page, "/settings/security/factors", new RegExp(`/passkeys/${id}/delete$`)))[0]!
}

/** A payment's bank slip, added by hand. */
async function keptFile(page: Page, paymentId: string) {
  const files = `/payments/${paymentId}/files`
  await page.goto(files)
  const slip = { name: "slip.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") }
  await page.getByLabel("File", { exact: true }).setInputFiles(slip)
  await page.getByRole("button", { name: "Add file" }).click()
  await expect(page.getByRole("link", { name: "slip.pdf" })).toBeVisible()
  return { fileId: idsIn(await leadsTo(page, files, new RegExp(`^${files}/`)))[1]! }
}

/** The token of the link that the client of an invoice is mailed. */
async function invoiceToken(page: Page, sandbox: Sandbox): Promise<string> {
  await page.goto(`/invoices/${await first(page, "/invoices?view=open")}`)
  const main = page.getByRole("main")
  const more = main.getByRole("button", { name: "More", exact: true })
  if (await more.isVisible()) await more.click()
  await main.getByRole("button", { name: /^Send/ }).first().click()
  return (await sandbox.linkIn("", /invoice .* from Northlight/i, "/i/")).split("/").at(-1)!
}

/** The part of its address that the logo has which the agency gives itself. */
async function keptLogo(page: Page): Promise<string> {
  await page.goto("/settings/brand")
  await page.getByLabel("Logo").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from(tinyPng) })
  await page.getByRole("button", { name: "Save logo and colour" }).click()
  const shown = await page.getByAltText("The present logo").getAttribute("src")
  return shown!.split("/").at(-1)!
}

/** The token of the link that leads to a new password. */
async function resetToken(page: Page, sandbox: Sandbox): Promise<string> {
  await page.goto("/reset")
  await page.getByLabel(/e-mail/i).fill("guest@northlight.example")
  await page.getByRole("button").last().click()
  return (await sandbox.linkIn("guest@northlight.example", /./, "/reset/")).split("/").at(-1)!
}

const statuses: Partial<Record<Path, number>> = {
  "/support": 403,
  "/setup": 404,
  "/login/sso/:key/callback": 403,
  "/*": 404,
}

/** Pages that show themselves only in the middle of something; otherwise they lead to where it begins. */
const leadElsewhere: readonly Path[] = ["/notes", "/i/:token/pay", "/step-up", "/login/factor"]

/** Pages that send who is signed in elsewhere; looked at without a session. */
const forStrangers: readonly Path[] = ["/login"]

const widths = [1280, 320]

/** Looks at the page as it stands, wide and narrow. */
async function lookBothWays(page: Page, path: Path) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1)
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    expect.soft(await faultsOf(page, width !== widths[0]), `${path}, ${width} pixels wide`).toEqual([])
  }
  await page.setViewportSize({ width: widths[0]!, height: 800 })
}

test("every page of the program stands, wide and narrow, in both themes", async ({ page, sandbox }) => {
  test.setTimeout(420_000)
  await page.setViewportSize({ width: widths[0]!, height: 800 })
  await signIn(page, "owner@northlight.example", demoPassword)
  const left = Object.entries(await addressesIn(page, sandbox)) as [Path, string][]
  const visit = async (tab: Page, path: Path, address: string) => {
    const answer = await tab.goto(address)
    expect.soft(answer!.status(), path).toBe(statuses[path] ?? 200)
    const isItself = !statuses[path] && !leadElsewhere.includes(path)
    if (isItself) expect.soft(new URL(tab.url()).pathname, `${path} shows itself`).toBe(pathOf(address, tab))
    await lookBothWays(tab, path)
  }
  const goThrough = async (tab: Page) => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [path, address] = next
      if (!pages[path].file.endsWith(".ts")) {
        if (!forStrangers.includes(path)) await visit(tab, path, address)
      } else expect.soft((await tab.request.get(address, { maxRedirects: 0 })).status(), address).toBeLessThan(400)
    }
  }
  await Promise.all([goThrough(page), goThrough(await page.context().newPage())])
  await page.context().clearCookies()
  for (const path of forStrangers) await visit(page, path, path)
})

test.describe("an agency with almost nothing, without script", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })

  test("its lists say what belongs there and how to begin", async ({ page, look }) => {
    await signIn(page, "owner@harbor.example", demoPassword)
    const lists = [
      "/",
      "/leads",
      "/deals",
      "/deals/list?status=lost",
      "/proposals",
      "/invoices?view=draft",
      "/notifications",
    ]
    for (const list of lists) {
      await page.goto(list)
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
      await expect(page.getByText("Northlight")).toHaveCount(0)
      await look(page)
    }
  })
})
