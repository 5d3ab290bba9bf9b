import { type Control, isAllowed } from "./control.server"
import { amountOf, type Html, html, page } from "./page.server"
import { Refusal, refundPayment } from "./payments.server"
import type { Answer, Call } from "./request.server"
import { readForm } from "./request.server"
import { isOn, listEvents, listObjects, type StoredEvent, turn } from "./store.server"
import type { SessionObject } from "./stripe-objects"

/** The page on which a person steers the payment service by hand; null for any other address. This machine only. */
export async function answerControlPage(control: Control, call: Call): Promise<Answer | null> {
  if (call.path !== "/sandbox-control") return null
  if (!isAllowed(call)) return { status: 404, text: "There is nothing here." }
  if (call.method === "POST") return act(control, call)
  const [sessions, events, held] = await Promise.all([
    listObjects<SessionObject>(control.store, "checkout.session", {}, 50),
    listEvents(control.store),
    isOn(control.store, "hold"),
  ])
  return page({ title: "Sandbox" }, overview(sessions, events.slice(-50).reverse(), held))
}

async function act(control: Control, call: Call): Promise<Answer> {
  const { event, hold, refund } = readForm(call.body)
  if (typeof refund === "string") await giveBack(control, refund)
  if (typeof event === "string") await control.deliveries.deliverNow(event)
  if (typeof hold === "string") {
    await turn(control.store, "hold", hold === "on")
    control.deliveries.kick()
  }
  return { status: 303, headers: { Location: "/sandbox-control" } }
}

/** Gives all that is left of a payment back; where nothing is, nothing happens. */
async function giveBack(control: Control, paymentIntent: string) {
  try {
    await refundPayment(control.store, control.teller(), { paymentIntent, metadata: {} })
    control.deliveries.kick()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

function overview(sessions: SessionObject[], events: StoredEvent[], held: boolean): Html {
  return html`<main class="wide">
<h1>Payments of the sandbox</h1>
<h2>Payment pages</h2>
${sessions.length === 0 ? html`<p class="quiet">Nobody has opened a payment page yet.</p>` : sessionTable(sessions)}
<h2>Events</h2>
<form method="post" class="row">
<p class="quiet">${held ? "Events are held back." : "Events are told as they happen."}</p>
<button name="hold" value="${held ? "off" : "on"}">${held ? "Tell them now" : "Hold them back"}</button>
</form>
${events.length === 0 ? html`<p class="quiet">Nothing has happened yet.</p>` : eventTable(events)}
</main>`
}

const sessionTable = (sessions: SessionObject[]): Html => html`<div class="scroll"><table>
<thead><tr><th scope="col">For</th><th scope="col">Opened</th><th scope="col">State</th><th scope="col" class="num">Amount</th><th scope="col">Give back</th></tr></thead>
<tbody>${sessions.map(
  (session) => html`<tr>
<td><a href="/checkout/${session.id}">${session.kept.title}</a></td>
<td>${new Date(session.created * 1000).toISOString().slice(0, 16).replace("T", " ")}</td>
<td>${session.status}, ${session.payment_status}</td>
<td class="num">${amountOf(session.amount_total, session.currency)}</td>
<td>${session.payment_status === "paid" ? refundButton(session) : null}</td>
</tr>`,
)}</tbody>
</table></div>`

const refundButton = (session: SessionObject): Html =>
  html`<form method="post"><button name="refund" value="${session.payment_intent}" aria-label="Refund ${session.kept.title}">Refund</button></form>`

const eventTable = (events: StoredEvent[]): Html => html`<div class="scroll"><table>
<thead><tr><th scope="col">Event</th><th scope="col">About</th><th scope="col">Happened</th><th scope="col"></th></tr></thead>
<tbody>${events.map(
  (event) => html`<tr>
<td>${event.type}</td>
<td>${event.objectId.slice(0, 24)}</td>
<td>${event.createdAt.toISOString().slice(0, 19).replace("T", " ")}</td>
<td><form method="post"><button name="event" value="${event.id}" aria-label="Tell ${event.type} again">Tell again</button></form></td>
</tr>`,
)}</tbody>
</table></div>`
