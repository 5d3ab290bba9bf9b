import { createHmac, randomUUID } from "node:crypto"
import { sandboxAccount } from "~/adapters/sandbox-account.server"
import type { Installation } from "../installation"
import type { Limit } from "../limits/limit"
import type { Target } from "../measure/press"
import type { Row } from "../measure/row"

/** A company made by a form, and an event of the payment service, each durable before it is answered. */
export function writeRows(installation: Installation, limit: Limit): Row[] {
  const { program, postgresPid: postgres } = installation
  const pids = { program: program.pid(), postgres }
  const bare = (name: string): Target => ({
    ...{ url: `${limit.url}/${name}`, method: "POST" as const, body: "name=A+company" },
    pids: { program: limit.pid, postgres },
  })
  return [
    { name: "create by form post", aim: 0.5, ours: { ...creating(installation), pids }, limit: bare("create") },
    { name: "webhook", aim: 0.5, ours: { ...telling(installation), pids }, limit: bare("webhook") },
  ]
}

function creating({ program, cookie }: Installation) {
  return {
    ...{ url: `${program.url}/companies/new`, method: "POST" as const, status: 303 },
    headers: { Cookie: cookie, Origin: program.url, "Content-Type": "application/x-www-form-urlencoded" },
    body: () => new URLSearchParams({ name: "A company made by a form", submission: randomUUID() }).toString(),
  }
}

function telling({ program, secretKey }: Installation) {
  const sandboxPort = Number(new URL(program.sandboxUrl).port)
  const { stripeWebhookSecret } = sandboxAccount({ SECRET_KEY: secretKey, SANDBOX_PORT: sandboxPort })
  const signed = () => {
    const created = Math.floor(Date.now() / 1000)
    const object = { id: `cus_${randomUUID()}`, object: "customer" }
    const event = { id: `evt_${randomUUID()}`, object: "event", type: "customer.created", created, livemode: false }
    const body = JSON.stringify({ ...event, api_version: "2026-10-28.endive", data: { object } })
    const signature = createHmac("sha256", stripeWebhookSecret).update(`${created}.${body}`).digest("hex")
    return { body, headers: { "Content-Type": "application/json", "Stripe-Signature": `t=${created},v1=${signature}` } }
  }
  return { url: `${program.url}/webhooks/stripe`, method: "POST" as const, body: signed }
}
