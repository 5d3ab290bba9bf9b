import { type Control, isAllowed } from "./control.server"
import { type MailEventKind, mailEventKinds, reportMail } from "./mail-events.server"
import { type ListedMail, listSandboxMails } from "./mailbox.server"
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
  const [sessions, events, mails, held] = await Promise.all([
    listObjects<SessionObject>(control.store, "checkout.session", {}, 50),
    listEvents(control.store),
    listSandboxMails(control.pool, "all"),
    isOn(control.store, "hold"),
  ])
  return page({ title: "Sandbox" }, overview(sessions, events.slice(-50).reverse(), mails.slice(0, 20), held))
}

async function act(control: Control, call: Call): Promise<Answer> {
  const { event, hold, refund, mail, report } = readForm(call.body)
  const kind = mailEventKinds.find((each) => each === report)
  if (typeof mail === "string" && kind) {
    await reportMail(control.store, mail, kind, control.teller().now)
    control.deliveries.kick()
  }
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

function overview(sessions: SessionObject[], events: StoredEvent[], mails: ListedMail[], held: boolean): Html {
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
<h2>Mails</h2>
<p class="quiet">A mail to an address that begins with bounce, blocked, deferred, dropped or complaint meets that fate by itself.</p>
${mails.length === 0 ? html`<p class="quiet">No mail was sent yet.</p>` : mailTable(mails)}
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

const mailTable = (mails: ListedMail[]): Html => html`<div class="scroll"><table>
<thead><tr><th scope="col">Mail</th><th scope="col">To</th><th scope="col">Report</th></tr></thead>
<tbody>${mails.map(
  ({ id, subject, to }) => html`<tr>
<td>${subject}</td>
<td>${to.join(", ")}</td>
<td><form method="post" class="row"><input type="hidden" name="mail" value="${id}">${reportButton("bounce", "Bounced", subject)}${reportButton("deferred", "Deferred", subject)}${reportButton("spamreport", "Unwanted", subject)}</form></td>
</tr>`,
)}</tbody>
</table></div>`

const reportButton = (kind: MailEventKind, label: string, subject: string): Html =>
  html`<button name="report" value="${kind}" aria-label="${label}: ${subject}">${label}</button>`

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
