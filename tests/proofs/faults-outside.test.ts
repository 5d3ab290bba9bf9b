import { afterAll, beforeAll, expect, it } from "vitest"
import { sendInvoice } from "~/invoices/send-invoice.server"
import { aSentProposal } from "../support/a-sent-proposal"
import { aClient, aDraft, anIssuedInvoice } from "../support/billing"
import { cookieFor, cookieOf } from "../support/knock"
import { tokenFor } from "../support/payments"
import { type Program, startProgram } from "../support/program"
import { type Sandbox, sandboxOf } from "../support/sandbox-api"
import { type Agency, anAgency, ourDatabase, rows } from "../support/world"
import { inParallel } from "./support/asking"
import { outsider } from "./support/from-outside"
import { untilNoJobWaits } from "./support/jobs"
import { size, tell } from "./support/proof"

/** In milliseconds: within this a person is answered, whatever a service does; ten seconds of it may be waiting for the service. */
const ANSWERS_WITHIN = 13_000

/** What a service may do instead of its work. What hangs takes as long as we wait for it. */
const failures = size(["500", "429", "garbage", "reset", "lost"], ["500", "429", "garbage", "reset", "lost", "hang"])

let agency: Agency
let program: Program
let sandbox: Sandbox
const slowest = { ms: 0 }

beforeAll(async () => {
  agency = await anAgency()
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const env = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey, SANDBOX: "1" }
  program = await startProgram({ env: { ...env, LOG_LEVEL: "silent" } })
  sandbox = sandboxOf(program)
})
afterAll(() => program.stop())

async function inTime(ask: () => Promise<Response>): Promise<Response> {
  const began = performance.now()
  const answer = await ask()
  const ms = performance.now() - began
  expect(ms, "a person is answered in time").toBeLessThan(ANSWERS_WITHIN)
  slowest.ms = Math.max(slowest.ms, Math.round(ms))
  return answer
}

/** The page that an answer leads to, with the notice that came along. */
async function pageAfter(answer: Response): Promise<string> {
  const cookie = answer.headers.getSetCookie().map(cookieOf).join("; ")
  const page = await outsider(program.url, cookie).get(answer.headers.get("location")!)
  expect(page.status).toBe(200)
  return page.text()
}

/** An invoice in its client's hands, and the address where they pay. */
async function aPayableInvoice() {
  const { companyId, contactId } = await aClient(agency.owner)
  const { invoiceId } = await anIssuedInvoice(agency.owner, { companyId, contactId })
  await sendInvoice(agency.owner, { invoiceId })
  await untilNoJobWaits()
  return { invoiceId, pay: `/i/${await tokenFor(agency, invoiceId)}/pay` }
}

const leadsToPaymentPage = (answer: Response) =>
  new URL(answer.headers.get("location") ?? "", program.url).origin === new URL(program.sandboxUrl).origin

/** A broken connection may have been tried again at once, with the same key; anything else is said in these words. */
async function isToldOrLedOn(answer: Response, failure: string, words: string) {
  const triedAgain = ["reset", "lost"].includes(failure) && leadsToPaymentPage(answer)
  if (!triedAgain) expect(await pageAfter(answer), failure).toContain(words)
}

async function settledBy(invoiceId: string) {
  const text = "select a.id from allocations a where a.invoice_id = $1"
  return (await rows(agency, text, [invoiceId])).length
}

it("says so when the payment page cannot be opened, opens one the next time, and books its payment once", async () => {
  const visitor = outsider(program.url)
  for (const failure of failures) {
    const { invoiceId, pay } = await aPayableInvoice()
    await sandbox.fail("stripe", failure, "/v1/checkout/sessions", 1)
    const refused = await inTime(() => visitor.post(pay, {}))
    expect(refused.status, failure).toBe(303)
    await isToldOrLedOn(refused, failure, "The payment page cannot be opened at the moment")
    const opened = await inTime(() => visitor.post(pay, {}))
    expect(leadsToPaymentPage(opened), `${failure}: ${opened.headers.get("location")}`).toBe(true)
    const open = (await sandbox.sessions()).filter((each) => each.metadata?.invoice === invoiceId)
    expect(
      open.map(({ status }) => status),
      failure,
    ).toEqual(["open"])
    await fetch(`${program.sandboxUrl}/sandbox-api/sessions/${open[0]!.id}/pay`, { method: "POST", body: "{}" })
    await expect.poll(() => settledBy(invoiceId), { timeout: 20_000 }).toBe(1)
    await untilNoJobWaits()
    expect(await settledBy(invoiceId), failure).toBe(1)
  }
  tell("Stripe fails while a client pays", { failures: failures.join(" "), "slowest answer, ms": slowest.ms })
})

it("keeps a signature when the payment page cannot be opened, and says that it is signed", async () => {
  const visitor = outsider(program.url)
  for (const failure of failures) {
    const { path, proposalId } = await aSentProposal(agency)
    await sandbox.fail("stripe", failure, "/v1/checkout/sessions", 1)
    const form = {
      intent: "sign",
      consent: "on",
      typedName: "Ana Müller",
      expected: "952000",
      submission: `sign-${failure}-once`,
    }
    const signed = await inTime(() => visitor.post(path, form))
    await isToldOrLedOn(signed, failure, "Signed. Thank you!")
    const again = await inTime(() => visitor.post(path, form))
    expect(leadsToPaymentPage(again), `${failure}: ${again.headers.get("location")}`).toBe(true)
    const signatures = await rows(agency, "select id from signatures where proposal_id = $1", [proposalId])
    const deposits = await rows(agency, "select id from invoices where proposal_id = $1", [proposalId])
    expect([signatures.length, deposits.length], failure).toEqual([1, 1])
  }
  tell("Stripe fails while a client signs", { failures: failures.join(" "), "slowest answer, ms": slowest.ms })
})

it("tells nobody who issues an invoice that the mail service fails: each mail arrives later, and once", async () => {
  await untilNoJobWaits()
  const member = outsider(program.url, await cookieFor(agency.people.owner.email))
  const mailFailures = size(
    ["500", "429", "garbage", "reset", "lost"],
    Array.from({ length: 10 }, () => failures).flat(),
  )
  for (const failure of mailFailures) await sandbox.fail("sendgrid", failure, "/v3/mail/send", 1)
  const sent: string[] = []
  await inParallel(mailFailures, 5, async () => {
    const { companyId, contactId, email } = await aClient(agency.owner)
    const { invoiceId } = await aDraft(agency.owner, { companyId, contactId })
    const answer = await inTime(() => member.post(`/invoices/${invoiceId}/issue`, { version: "1", send: "on" }))
    expect(answer.status).toBe(303)
    sent.push(email)
  })
  const arrived = async () => Promise.all(sent.map(async (email) => (await sandbox.mails(email, /Invoice/)).length))
  await expect.poll(arrived, { timeout: 110_000, interval: 250 }).toEqual(sent.map(() => 1))
  await untilNoJobWaits({ within: 300, timeout: 110_000 })
  expect(await arrived()).toEqual(sent.map(() => 1))
  const open = "select purpose, status, attempts, answer from mails where status not in ('sent', 'delivered')"
  await expect.poll(() => rows(agency, open), { timeout: 60_000 }).toEqual([])
  tell("the mail service fails while invoices go out", {
    failures: mailFailures.length,
    mails: sent.length,
    doubled: 0,
  })
})
