import { beforeAll, describe, expect, it, vi } from "vitest"
import { env } from "~/platform/env.server"
import { newId } from "~/platform/language/ids"
import { aMail, mailStates } from "../tests/support/mails"
import { sandbox, withPayments } from "../tests/support/payments"
import { type Agency, anAgency, runJobs } from "../tests/support/world"
import { sandboxAccount } from "./adapters/sandbox-account.server"
import { webPool } from "./platform/data/database.server"
import { signedHeaders } from "./sandbox/mail-events.server"

let agency: Agency
beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

/** Posts to the door for reports on mails as anybody could. Answers with the status. */
async function post(body: string, { at = new Date(), headers = {} } = {}): Promise<number> {
  const signed = signedHeaders(body, sandboxAccount(env).sendgridSigningKey, at)
  const init = { method: "POST", body, headers: { "Content-Type": "application/json", ...signed, ...headers } }
  const response = await fetch(`http://127.0.0.1:${process.env.PORT}/webhooks/sendgrid`, init)
  await response.arrayBuffer()
  return response.status
}

const kept = async (eventIds: readonly string[]) =>
  (
    await webPool().query<{ type: string; outcome: string | null; payload: object }>(
      "select * from webhook_inbox where provider = 'sendgrid' and event_id = any($1) order by event_id",
      [eventIds],
    )
  ).rows

const reportOf = (mail: string, event = "delivered", more: Record<string, unknown> = {}) => ({
  ...{ sg_event_id: `event-${newId()}`, event, timestamp: Math.floor(Date.now() / 1000) },
  ...{ organization: agency.organizationId, mail, email: "reader@client.example", ...more },
})

const aSentMail = () => aMail(agency.system(), { to: `${newId()}@client.example`, about: { invoiceId: newId() } })

describe("the door for reports on mails", () => {
  it("keeps each report of a post before it answers, once however often it is told, and acts on it later", async () => {
    const mails = [await aSentMail(), await aSentMail()]
    const reports = [reportOf(mails[0]!), reportOf(mails[1]!, "bounce", { type: "bounce", reason: "550 nobody here" })]
    const body = JSON.stringify(reports)
    expect(await Promise.all([post(body), post(body), post(body)])).toEqual([200, 200, 200])
    const ids = reports.map(({ sg_event_id }) => sg_event_id)
    expect(await kept(ids)).toMatchObject([{ outcome: null }, { outcome: null }])
    await runJobs()
    expect((await kept(ids)).map(({ outcome }) => outcome)).toEqual(["delivered", "bounced"])
    const stored = await mailStates(agency, mails)
    expect(stored.map(({ status, reason }) => ({ status, reason }))).toEqual(
      expect.arrayContaining([
        { status: "delivered", reason: null },
        { status: "bounced", reason: "550 nobody here" },
      ]),
    )
  })

  it("refuses what SendGrid did not sign, and an old post", async () => {
    const report = reportOf(await aSentMail())
    const body = JSON.stringify([report])
    expect(await post(body, { at: new Date(Date.now() - 301_000) })).toBe(400)
    expect(await post(body, { headers: { "X-Twilio-Email-Event-Webhook-Signature": "MEUCIQ==" } })).toBe(400)
    expect(await post(body, { headers: { "X-Twilio-Email-Event-Webhook-Timestamp": "0" } })).toBe(400)
    expect(await post("[]garbage")).toBe(400)
    expect(await kept([report.sg_event_id])).toEqual([])
  })

  it("takes reports of kinds and on mails nobody here knows without keeping the first, and without acting on the second", async () => {
    const mail = await aSentMail()
    const [click, odd] = [reportOf(mail, "click", { url: "https://x.example" }), reportOf(mail, "toString")]
    const [stranger, nameless] = [reportOf(newId()), { ...reportOf(mail), mail: undefined }]
    const elsewhere = { ...reportOf(mail), organization: newId() }
    const crooked = { ...reportOf(mail), organization: "'; drop table mails" }
    const all = [click, odd, stranger, nameless, elsewhere, crooked]
    expect(await post(JSON.stringify(all))).toBe(200)
    await runJobs()
    const outcomes = (await kept(all.map(({ sg_event_id }) => sg_event_id))).map(({ outcome }) => outcome)
    expect(outcomes).toEqual(["unknown", "unknown", "unknown"])
    expect(await mailStates(agency, [mail])).toMatchObject([{ status: "sent" }])
  })

  it("keeps no address and no text of a report beyond the server's words", async () => {
    const report = reportOf(await aSentMail(), "deferred", { response: "451 later", ip: "192.0.2.9" })
    await post(JSON.stringify([report]))
    const [first] = await kept([report.sg_event_id])
    expect(Object.keys(first!.payload).sort()).toEqual(["mail", "organization", "response"])
  })

  it("learns from the sandbox what became of a mail that went out, by the address it went to", async () => {
    const to = `bounce+${newId()}@client.example`
    const mailId = await aMail(agency.system(), { to, about: { invoiceId: newId() } })
    await runJobs()
    expect(await mailStates(agency, [mailId])).toMatchObject([{ status: "sent" }])
    await sandbox("/hold", { on: false })
    type Told = { data: { mail?: string }; deliveredAt: string | null }[]
    await vi.waitFor(
      async () => {
        const told = (await sandbox<Told>("/mail-events")).filter(({ data }) => data.mail === mailId)
        expect(told).toMatchObject([{ deliveredAt: expect.any(String) }])
      },
      { timeout: 10_000 },
    )
    await runJobs()
    expect(await mailStates(agency, [mailId])).toMatchObject([
      { status: "bounced", reason: "550 5.1.1 The mailbox does not exist" },
    ])
  })
})
