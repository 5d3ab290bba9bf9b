import { randomUUID } from "node:crypto"
import { processWebhook } from "~/payments/process-webhook.server"
import { webPool } from "~/platform/data/database.server"
import { newId } from "~/platform/language/ids"
import { post, signed } from "../../support/payments"
import { program } from "../../support/world"
import type { Copy } from "./payment-stories"

/** What a telling may be beside the truth. The first three are signed by the payment service; the others it never sent. */
export const lies = [
  "wrong amount",
  "wrong currency",
  "wrong organization",
  "unknown type",
  "unknown fields",
  "old timestamp",
  "wrong signature",
  "other mode",
  "other account",
] as const
export type Lie = (typeof lies)[number]

/** One telling of one of a story's events. */
export type Sending = { event: number; lie: Lie | null }

type Body = { id: string; type: string; livemode: boolean; account?: string; data: { object: Record<string, unknown> } }

/** Tells events to the real door one after the other, has each acted on at once, and at the end again what could not be. */
export async function deliver(copy: Copy, sendings: readonly Sending[]): Promise<void> {
  for (const { event, lie } of sendings) {
    const told = lie ? lieAbout(structuredClone(copy.events[event]!) as Body, lie) : (copy.events[event] as Body)
    const body = JSON.stringify(told)
    const secret = lie === "wrong signature" ? "whsec_of_somebody_else" : undefined
    const status = await post("/webhooks/stripe", body, signed(body, secret, lie === "old timestamp" ? 3600 : 0))
    const isRefused = lie === "wrong signature" || lie === "old timestamp"
    if (status !== (isRefused ? 400 : 200)) throw new Error(`${told.type} (${lie}) was answered ${status}`)
    if (!isRefused) await act(told.id, strangers[lie ?? ""])
  }
  const ids = copy.events.map((event) => (event as Body).id)
  for (let round = 0; round < 5; round++) {
    const waiting = "select event_id from webhook_inbox where event_id = any($1) and processed_at is null"
    const { rows } = await webPool().query<{ event_id: string }>(waiting, [ids])
    for (const { event_id } of rows) await act(event_id)
  }
}

/** What the inbox calls an account that is not the installation's. */
const strangers: Record<string, string> = {
  "other mode": "installation|live",
  "other account": "installation|acct_elsewhere",
}

const act = (eventId: string, account = "installation") =>
  processWebhook(program(), { provider: "stripe", account, eventId })

/** An event that is not true. What can be acted on at all is about a payment page, or it is left as it is but for its id. */
function lieAbout(event: Body, lie: Lie): Body {
  const { object } = event.data
  const isPage = object.object === "checkout.session"
  const told = { ...event, id: lie === "wrong signature" || lie === "old timestamp" ? event.id : `evt_${randomUUID()}` }
  switch (lie) {
    case "wrong amount":
      return isPage ? withObject(told, { amount_total: Number(object.amount_total) + 1 }) : unknownType(told)
    case "wrong currency":
      return isPage ? withObject(told, { currency: "usd" }) : unknownType(told)
    case "wrong organization":
      return isPage
        ? withObject(told, { metadata: { ...(object.metadata as object), organization: newId() } })
        : unknownType(told)
    case "unknown type":
      return unknownType(told)
    case "unknown fields":
      return withObject(told, { a_field_of_next_year: { deep: [1, 2, 3] } })
    case "other mode":
      return { ...told, livemode: true }
    case "other account":
      return { ...told, account: "acct_elsewhere" }
    case "old timestamp":
    case "wrong signature":
      return withObject(told, { amount_total: 1 })
  }
}

const unknownType = (event: Body): Body => ({ ...event, type: "entitlements.active_entitlement_summary.updated" })
const withObject = (event: Body, change: Record<string, unknown>): Body => ({
  ...event,
  data: { object: { ...event.data.object, ...change } },
})
