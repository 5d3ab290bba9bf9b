import { agencyYear } from "../support/agency-days"
import { expect, test } from "../support/journey"
import { ana, priced, readyToSign, sendProposal, untilShown } from "../support/road"
import { owner, setUp, typedIn } from "../support/steps"

const deposit = `${agencyYear()}-0001`

test("a client signs, pays by card, and is done", async ({ page, client, sandbox, look }) => {
  await setUp(page)
  const { link } = await sendProposal(page, sandbox)
  await (await readyToSign(client, link)).click()
  await expect(client).toHaveURL(/\/checkout\//)
  await client.getByRole("radio", { name: /^Card Paid at once/ }).check()
  await client.getByRole("button", { name: `Pay €${priced.deposit}` }).click()
  await expect(client).toHaveURL(/\/i\/[\w-]+\?paid=1/)
  await untilShown(client, client.getByText("Paid in full. Thank you!"))
  await expect(client.getByRole("button", { name: /^Pay/ })).toHaveCount(0)
  await look(client)
  await sandbox.linkIn(ana.email, /^Receipt for €2,856.00/, "/i/")
  await sandbox.linkIn(owner.email, /is paid in full/, "/invoices/")
  await page.goto("/invoices?view=paid")
  await expect(page.getByRole("row", { name: new RegExp(deposit) })).toContainText("Paid")
})

test("with the payment service down the client is told that it is signed, and pays later", async ({
  page,
  client,
  sandbox,
  look,
}) => {
  await setUp(page)
  const { link, proposal } = await sendProposal(page, sandbox)
  const sign = await readyToSign(client, link)
  await sandbox.fail("stripe", "500", "/v1/checkout/sessions", 100)

  await test.step("the signature stands, and the invoice's page says so", async () => {
    await sign.click()
    await expect(client).toHaveURL(/\/i\/[\w-]+\?signed=1/)
    await expect(client.getByText("Signed. Thank you!")).toBeVisible()
    await expect(client.getByText("pay it now, or later from the mail")).toBeVisible()
    await expect(client.getByText(`€${priced.deposit}`).first()).toBeVisible()
    await look(client)
    await page.goto(proposal)
    await expect(page.getByText(`Signed by ${ana.name}`)).toBeVisible()
    await page.goto("/deals/list?status=won")
    await expect(page.getByRole("row", { name: /Café Müller/ })).toContainText("Won")
  })

  await test.step("while the service is down, paying is answered in a sentence, and nothing is charged", async () => {
    await client.getByRole("button", { name: `Pay €${priced.deposit}` }).click()
    await expect(client.getByText("The payment page cannot be opened at the moment")).toBeVisible()
    await look(client)
  })

  await test.step("once it is back the client pays from the same page", async () => {
    await sandbox.mend()
    await client.getByRole("button", { name: `Pay €${priced.deposit}` }).click()
    await expect(client).toHaveURL(/\/checkout\//)
    await client.getByRole("button", { name: /^Pay/ }).click()
    await untilShown(client, client.getByText("Paid in full. Thank you!"))
  })
})

test("a signature sent several times at once, from one tab and from another, happens once", async ({
  page,
  client,
  sandbox,
  program,
}) => {
  await setUp(page)
  const { link, proposal } = await sendProposal(page, sandbox)
  const tabs: Record<string, string>[] = []
  for (let tab = 0; tab < 2; tab++) {
    await readyToSign(client, link)
    await client.getByRole("checkbox", { name: "SEO" }).check()
    tabs.push({ ...(await typedIn(client.locator("main form, form[data-offer]"))), intent: "sign" })
  }
  const [one, other] = tabs as [Record<string, string>, Record<string, string>]
  expect(one.submission).not.toBe(other.submission)
  const headers = { Origin: program.url }
  const answers = await Promise.all(
    [one, one, other, one, other].map((form) => client.request.post(link, { form, headers, maxRedirects: 0 })),
  )
  expect(answers.map((answer) => answer.status())).toContain(303)
  const checkouts = answers.filter((answer) => answer.status() === 303).map((answer) => answer.headers().location!)
  const payment = checkouts.filter((address) => address.startsWith(program.sandboxUrl))
  expect(new Set(payment).size, checkouts.join()).toBe(1)

  await page.goto(proposal)
  await expect(page.getByText(`Signed by ${ana.name}`)).toBeVisible()
  await expect(page.getByRole("region", { name: "Timeline" }).getByText(/^Proposal .* signed: /)).toHaveCount(1)
  await page.goto("/deals/list?status=won")
  await expect(page.getByRole("row", { name: /Café Müller/ })).toHaveCount(1)
  await page.goto("/invoices?view=all")
  await expect(page.getByRole("row", { name: /Café Müller/ })).toHaveCount(1)
  await expect(page.getByRole("row", { name: new RegExp(deposit) })).toContainText("3,391.50")
  await sandbox.linkIn(ana.email, /^Signed: /, "/p/")
  expect(await sandbox.mails(ana.email, /^Signed: /)).toHaveLength(1)
  expect(await sandbox.sessions()).toHaveLength(1)
})

test("a payer who cancels comes back, and a slow payment that fails is due again and both are told", async ({
  page,
  client,
  sandbox,
  look,
}) => {
  await setUp(page)
  const { link } = await sendProposal(page, sandbox)
  await (await readyToSign(client, link)).click()

  await test.step("who cancels on the payment page is back at the invoice, which can still be paid", async () => {
    await client.getByRole("link", { name: "Cancel and go back" }).click()
    await expect(client.getByRole("heading", { level: 1 })).toBeVisible()
    await expect(client.getByText("Paid in full")).toHaveCount(0)
    await look(client)
  })

  await test.step("a declined card is answered there, and another way can be tried", async () => {
    await client.getByRole("button", { name: /^Pay/ }).click()
    await client.getByRole("radio", { name: /declined/ }).check()
    await client.getByRole("button", { name: /^Pay/ }).click()
    await expect(client.getByText("Your card was declined")).toBeVisible()
  })

  await test.step("a debit is pending until the bank has spoken", async () => {
    await client.getByRole("radio", { name: /SEPA/ }).check()
    await client.getByRole("button", { name: /^Pay/ }).click()
    await untilShown(client, client.getByText("Your payment is on its way"))
    await page.goto("/invoices")
    await expect(page.getByRole("row", { name: new RegExp(deposit) })).toContainText("Payment pending")
  })

  await test.step("the bank refuses: the invoice is due again, and both are told", async () => {
    await sandbox.settle("failed")
    await untilShown(client, client.getByText("Your last payment did not go through"))
    await look(client)
    await page.reload()
    await expect(page.getByRole("row", { name: new RegExp(deposit) })).toContainText("Due")
    await page.getByRole("link", { name: new RegExp(deposit) }).click()
    await expect(page.getByText("Due", { exact: true }).first()).toBeVisible()
    await look(page)
    await sandbox.linkIn(ana.email, /did not arrive/, "/i/")
    await sandbox.linkIn(owner.email, /Payment of .* failed/, "/invoices/")
    await page.goto("/notifications")
    await expect(page.getByRole("link", { name: /Payment of .* failed/ })).toHaveCount(1)
  })

  await test.step("the client pays again by card from the mail", async () => {
    await client.goto(await sandbox.linkIn(ana.email, /did not arrive/, "/i/"))
    await client.getByRole("button", { name: "Pay again" }).click()
    await client.getByRole("button", { name: /^Pay/ }).click()
    await untilShown(client, client.getByText("Paid in full. Thank you!"))
  })
})
