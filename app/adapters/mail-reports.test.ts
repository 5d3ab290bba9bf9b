import { generateKeyPairSync } from "node:crypto"
import { describe, expect, it } from "vitest"
import { signedHeaders } from "~/sandbox/mail-events.server"
import { readMailReports } from "./mail-reports.server"
import { sandboxAccount } from "./sandbox-account.server"

const { sendgridSigningKey, sendgridWebhookKey } = sandboxAccount({ SECRET_KEY: "a".repeat(40), SANDBOX_PORT: 1 })
const now = new Date("2026-11-21T12:00:00Z")
const report = { sg_event_id: "event-1", event: "bounce", timestamp: 1_795_262_400, type: "bounce", mail: "m" }

/** A post as it comes in, signed at `signedAt` unless its headers are made up. */
function read(body: string, { at = now, key = sendgridWebhookKey, signer = sendgridSigningKey, sent = body } = {}) {
  const headers = signedHeaders(body, signer, at)
  const signature = headers["X-Twilio-Email-Event-Webhook-Signature"]!
  const timestamp = headers["X-Twilio-Email-Event-Webhook-Timestamp"]!
  return readMailReports(Buffer.from(sent), { signature, timestamp }, key, now)
}

describe("reports of the mail service", () => {
  it("are read when the post was signed by the key, as many as there are", () => {
    const read2 = read(JSON.stringify([report, { ...report, sg_event_id: "event-2", event: "delivered" }]))
    expect(read2).toEqual([
      {
        ...{ id: "event-1", event: "bounce", happenedAt: new Date(1_795_262_400_000) },
        details: { type: "bounce", mail: "m" },
      },
      expect.objectContaining({ id: "event-2", event: "delivered" }),
    ])
  })

  it("are not believed when another key signed, when a byte was changed, and when the signature is old or of tomorrow", () => {
    const body = JSON.stringify([report])
    const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" })
    expect(read(body, { signer: stranger.privateKey })).toBeNull()
    expect(read(body, { sent: body.replace("bounce", "bounCe") })).toBeNull()
    expect(read(body, { at: new Date(now.getTime() - 301_000) })).toBeNull()
    expect(read(body, { at: new Date(now.getTime() + 301_000) })).toBeNull()
    expect(read(body, { at: new Date(now.getTime() - 299_000) })).toHaveLength(1)
  })

  it("are not read from anything else: no key, no signature, no list, no JSON", () => {
    const raw = Buffer.from("[]")
    const timestamp = String(now.getTime() / 1000)
    for (const signature of ["", "AAAA", "not base64 !"])
      expect(readMailReports(raw, { signature, timestamp }, sendgridWebhookKey, now)).toBeNull()
    expect(read(JSON.stringify(report))).toBeNull()
    expect(read("no json")).toBeNull()
    expect(read("[]", { key: "" })).toBeNull()
    for (const timestamp of ["", "NaN", "1e9", "-1", " 1795262400"])
      expect(readMailReports(raw, { signature: "", timestamp }, sendgridWebhookKey, now)).toBeNull()
  })

  it("without an id, a name or a time are left out, whatever else the post holds", () => {
    const odd = [
      null,
      1,
      "x",
      [],
      {},
      { event: "bounce" },
      { ...report, sg_event_id: 7 },
      { ...report, timestamp: "x" },
    ]
    expect(read(JSON.stringify([...odd, report]))).toHaveLength(1)
  })
})
