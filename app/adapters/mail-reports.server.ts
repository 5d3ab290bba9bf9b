import { createPublicKey, createVerify } from "node:crypto"
import { z } from "zod"

/** What the mail service reports of a mail; `facts` are those the mail was handed over with. */
const Report = z
  .looseObject({
    sg_event_id: z.string().min(1).max(255),
    event: z.string().min(1).max(100),
    timestamp: z.number().int().positive().max(8_640_000_000_000),
  })
  .transform(({ sg_event_id, event, timestamp, ...rest }) => ({
    id: sg_event_id,
    event,
    happenedAt: new Date(timestamp * 1000),
    details: rest as Record<string, unknown>,
  }))

export type MailReport = z.output<typeof Report>

/** How a post of reports is signed: both headers as they came. */
export type ReportSignature = { signature: string; timestamp: string }

/**
 * The reports of one post when it was signed by the owner of `publicKey` (base64, SPKI) within the last `toleranceSeconds`,
 * else null. SendGrid's signed event webhook: ECDSA over SHA-256 of timestamp and raw body. What has no id is left out.
 */
export function readMailReports(
  raw: Buffer,
  { signature, timestamp }: ReportSignature,
  publicKey: string,
  now: Date,
  toleranceSeconds = 300,
): MailReport[] | null {
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp))
  if (!/^\d{1,12}$/.test(timestamp) || age > toleranceSeconds) return null
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" })
    const isGenuine = createVerify("sha256").update(timestamp).update(raw).verify(key, signature, "base64")
    const posted: unknown = isGenuine ? JSON.parse(raw.toString("utf8")) : null
    return Array.isArray(posted) ? posted.flatMap((one) => Report.safeParse(one).data ?? []) : null
  } catch {
    return null
  }
}
