import type { APIResponse, Page } from "@playwright/test"
import { expect, test } from "../support/journey"
import { letLinksRunOut, letProposalsExpire, revokeLinks } from "../support/passing-time"
import { ana, readyToSign, sendProposal, untilShown } from "../support/road"
import { setUp } from "../support/steps"

/** The letter in the middle of a link is another one. */
function altered(link: string): string {
  const at = link.length - 12
  return link.slice(0, at) + (link[at] === "A" ? "B" : "A") + link.slice(at + 1)
}

/** Opens what is no link any more; the page is the kind one. */
async function openLost(client: Page, address: string) {
  const answer = await client.goto(address)
  expect(answer!.status(), address).toBe(404)
  await expect(client.getByRole("heading", { level: 1, name: "This link does not work" })).toBeVisible()
  await expect(client.getByRole("button", { name: "Send me a new link" })).toBeVisible()
}

/** Asks the kind page for a new link, and answers what it says. */
async function askForLink(client: Page, address: string, email: string): Promise<string> {
  await openLost(client, address)
  await client.getByLabel("Your e-mail address").fill(email)
  await client.getByRole("button", { name: "Send me a new link" }).click()
  await expect(client.getByRole("heading", { level: 1, name: "Look into your mailbox" })).toBeVisible()
  return client.getByRole("main").innerText()
}

test("a wrong, altered, old or revoked link gives the kind page, which answers everybody alike and mails one", async ({
  page,
  client,
  sandbox,
  program,
  look,
}) => {
  await setUp(page)
  const { link } = await sendProposal(page, sandbox)
  const unknown = `${program.url}/p/${"A".repeat(43)}`

  await test.step("what was never a link, and one that was altered", async () => {
    for (const address of [unknown, `${program.url}/p/short`, altered(link), link.replace("/p/", "/i/")]) {
      await openLost(client, address)
    }
    await look(client)
    for (const part of ["/pdf", "/ask", "/decline"]) {
      expect((await client.request.get(unknown + part)).status(), part).toBe(404)
    }
  })

  await test.step("an old link", async () => {
    await letLinksRunOut(program)
    await openLost(client, link)
    await expect(client.getByText("A website that takes orders")).toHaveCount(0)
  })

  await test.step("the answer is the same for who is known and who is not, and one mail goes out", async () => {
    const stranger = "somebody@elsewhere.example"
    const answers = [
      await askForLink(client, link, stranger),
      await askForLink(client, unknown, ana.email),
      await askForLink(client, altered(link), ana.email),
      await askForLink(client, link, "ana@another.example"),
      await askForLink(client, link, ana.email),
    ]
    expect(new Set(answers).size).toBe(1)
    await look(client)
    const fresh = await sandbox.linkIn(ana.email, /^Your new link from Northlight/, "/p/")
    expect(await sandbox.mails(ana.email, /^Your new link/)).toHaveLength(1)
    expect(await sandbox.mails(stranger, /./)).toHaveLength(0)
    expect(fresh).not.toBe(link)
    await client.goto(fresh)
    await expect(client.getByRole("heading", { level: 1, name: "A website that takes orders" })).toBeVisible()
  })

  await test.step("a link that was taken back", async () => {
    const fresh = client.url()
    await revokeLinks(program)
    await openLost(client, fresh)
  })

  await test.step("the form that asks without a link answers alike", async () => {
    await client.goto("/link")
    await client.getByLabel("The link you have").fill("whatever this is")
    await client.getByLabel("Your e-mail address").fill(ana.email)
    await client.getByRole("button", { name: "Send me a new link" }).click()
    await expect(client.getByRole("heading", { level: 1, name: "Look into your mailbox" })).toBeVisible()
  })
})

test("a proposal that was declined, withdrawn, replaced or has run out says so, and cannot be signed", async ({
  page,
  client,
  sandbox,
  program,
  look,
}) => {
  await setUp(page)
  const clients = [
    { name: "Ana Müller", email: "ana@cafe-mueller.example", company: "Café Müller GmbH" },
    { name: "Jan Petersen", email: "jan@segelschule.example", company: "Segelschule Wannsee" },
    { name: "Lina Halm", email: "halm@studio-halm.example", company: "Studio Halm" },
  ] as const
  const noSignature = client.getByRole("button", { name: /^Sign and accept/ })

  await test.step("declined, with the reason", async () => {
    const { link, proposal } = await sendProposal(page, sandbox, clients[0])
    await client.goto(link)
    await client.getByRole("link", { name: "Decline" }).click()
    await client.getByLabel("Reason").fill("We wait until spring.")
    await look(client)
    await client.getByRole("button", { name: "Decline the proposal" }).click()
    await expect(client.getByText("This proposal was declined")).toBeVisible()
    await expect(client.getByText("We wait until spring.")).toBeVisible()
    await expect(noSignature).toHaveCount(0)
    await look(client)
    await page.goto(proposal)
    await expect(page.getByText("Declined", { exact: true }).first()).toBeVisible()
  })

  await test.step("withdrawn, also while the client was about to sign", async () => {
    const { link, proposal } = await sendProposal(page, sandbox, clients[1])
    const sign = await readyToSign(client, link, clients[1].name)
    await page.goto(`${proposal}/withdraw`)
    await page.getByRole("button", { name: "Withdraw proposal" }).click()
    await expect(page.getByText("Proposal withdrawn").first()).toBeVisible()
    await sign.click()
    await expect(client.getByText("Nothing was signed")).toBeVisible()
    await expect(client.getByText("This proposal was withdrawn", { exact: true })).toBeVisible()
    await expect(noSignature).toHaveCount(0)
    await look(client)
  })

  const { link, proposal } = await sendProposal(page, sandbox, clients[2])
  await test.step("replaced while the client was about to sign: nothing is signed, and the new version is shown", async () => {
    const sign = await readyToSign(client, link, clients[2].name)
    await page.goto(`${proposal}/edit`)
    await page.getByLabel("Scope").fill("With a shop.")
    await page.getByRole("button", { name: "Save proposal" }).click()
    await page.getByRole("link", { name: /^Send/ }).first().click()
    await page.getByRole("button", { name: /^Send/ }).click()
    await expect(page.getByRole("link", { name: "Version 2", exact: true })).toBeVisible()
    await sign.click()
    await expect(client.getByText(/Nothing was signed: read it/)).toBeVisible()
    await expect(client.getByText("With a shop.")).toBeVisible()
    await expect(noSignature).toBeVisible()
    await look(client)
  })

  await test.step("run out", async () => {
    await letProposalsExpire(program)
    await client.reload()
    await expect(client.getByText("This offer has run out")).toBeVisible()
    await expect(client.getByRole("link", { name: "Ask for a new offer" })).toBeVisible()
    await expect(noSignature).toHaveCount(0)
    await look(client)
  })
})

test("scanners that fetch a link change nothing, and two seconds before a person are told to the agency", async ({
  page,
  client,
  sandbox,
  request,
}) => {
  await setUp(page)
  const { link, proposal } = await sendProposal(page, sandbox)
  const opened = page.getByRole("table", { name: "Recipients and their links" }).getByRole("row", { name: /Ana/ })

  await test.step("HEAD and GET, of every page below the link, are no person", async () => {
    const fetched: APIResponse[] = []
    for (const part of ["", "/ask", "/decline"]) {
      fetched.push(await request.head(link + part), await request.get(link + part))
    }
    expect(fetched.map((answer) => answer.status())).toEqual(fetched.map(() => 200))
    await untilShown(page, opened.getByText("Fetched, not yet seen by a person"))
    await expect(page.getByText("Nobody has opened it yet")).toBeVisible()
    await expect(page.getByText("Sent", { exact: true }).first()).toBeVisible()
  })

  await test.step("the page before a person's eyes tells by itself", async () => {
    const told = client.waitForResponse((response) => response.url() === `${link}/seen`)
    await client.goto(link)
    expect((await told).status()).toBe(204)
    await untilShown(page, page.getByText(/^First opened/).first())
    await expect(page.getByText("Opened", { exact: true }).first()).toBeVisible()
    await expect(page).toHaveURL(proposal)
  })
})

test("asking is told to the agency, and a record's page shows who wrote what", async ({ page, client, sandbox }) => {
  await setUp(page)
  const { link, proposal } = await sendProposal(page, sandbox)
  await client.goto(link)
  await client.getByRole("link", { name: "Ask a question" }).click()
  await client.getByLabel("Your question").fill("Can we pay in three parts?")
  await client.getByRole("button", { name: "Send the question" }).click()
  await expect(client.getByText("Your question was sent")).toBeVisible()
  await page.goto(proposal)
  await expect(page.getByText("Can we pay in three parts?").first()).toBeVisible()
  await expect(page.getByText(/^First opened/).first()).toBeVisible()
})
