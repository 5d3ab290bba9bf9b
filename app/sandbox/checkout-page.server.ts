import { amountOf, type Html, html, page } from "./page.server"
import { paySession, Refusal, settleSession, type Teller } from "./payments.server"
import { type Answer, type Call, readForm } from "./request.server"
import { findObject, type Store } from "./store.server"
import type { IntentObject, SessionObject } from "./stripe-objects"

/** What the payment page needs: tables, and where events go. */
export type Checkout = { store: Store; teller(): Teller }

/** The payment page and its buttons; null for any other address. Who has the page's address may use it. */
export async function answerCheckout(checkout: Checkout, call: Call): Promise<Answer | null> {
  const [, id, act] = /^\/checkout\/(cs_test_\w+)(\/settle)?$/.exec(call.path) ?? []
  if (!id) return null
  const session = await findObject<SessionObject>(checkout.store, "checkout.session", id)
  if (!session) return gone()
  if (call.method === "GET" && !act) return show(checkout, session)
  if (call.method !== "POST") return null
  return act ? settle(checkout, session, call) : pay(checkout, session, call)
}

const seeOther = (address: string): Answer => ({ status: 303, headers: { Location: address } })
const successOf = (session: SessionObject) => session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id)

async function pay(checkout: Checkout, session: SessionObject, call: Call): Promise<Answer> {
  const method = readForm(call.body).method
  if (method === "declined" && session.status === "open")
    return show(checkout, session, "Your card was declined. Try another way to pay.")
  if (method !== "card" && method !== "sepa_debit") return show(checkout, session, "Choose how to pay.")
  const paid = await paySession(checkout.store, checkout.teller(), session.id, method)
  return paid.status === "complete" ? seeOther(successOf(paid)) : show(checkout, paid)
}

async function settle(checkout: Checkout, session: SessionObject, call: Call): Promise<Answer> {
  const outcome = readForm(call.body).outcome === "failed" ? "failed" : "succeeded"
  try {
    await settleSession(checkout.store, checkout.teller(), session.id, outcome)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  return seeOther(`/checkout/${session.id}`)
}

async function show(checkout: Checkout, session: SessionObject, problem?: string): Promise<Answer> {
  const expired = session.status === "expired" || session.expires_at * 1000 <= checkout.teller().now.getTime()
  const options = {
    title: `Pay ${amountOf(session.amount_total, session.currency)}`,
    status: problem ? 422 : 200,
    leadsTo: [session.success_url, session.cancel_url],
  }
  if (session.status === "complete") return page(options, layout(session, await outcome(checkout, session)))
  return page(options, layout(session, expired ? tooLate(session) : choices(session, problem)))
}

function layout(session: SessionObject, right: Html): Html {
  return html`<main class="checkout">
<section>
<p class="brand">Checkout</p>
<h1>${session.kept.title}</h1>
<p class="amount">${amountOf(session.amount_total, session.currency)}</p>
<dl class="facts">
${session.customer_email ? html`<dt>For</dt><dd>${session.customer_email}</dd>` : null}
<dt>Open until</dt><dd>${new Date(session.expires_at * 1000).toUTCString().slice(5, 22)} UTC</dd>
</dl>
</section>
<section class="card">${right}</section>
</main>`
}

const choice = (value: string, title: string, text: string, checked: boolean): Html =>
  html`<label class="choice"><input type="radio" name="method" value="${value}" ${checked ? "checked" : ""} aria-describedby="about-${value}"><b>${title}</b><span id="about-${value}">${text}</span></label>`

function choices(session: SessionObject, problem?: string): Html {
  return html`<form method="post" action="/checkout/${session.id}">
${problem ? html`<p class="said bad" role="alert">${problem}</p>` : null}
<fieldset>
<legend>How do you want to pay?</legend>
${choice("card", "Card", "Paid at once, with a card that always works.", true)}
${choice("sepa_debit", "SEPA Direct Debit", "Paid later: the bank takes its time, and you decide here how it ends.", false)}
${choice("declined", "Card that is declined", "The bank refuses, and you can try again.", false)}
</fieldset>
<button class="primary block">Pay ${amountOf(session.amount_total, session.currency)}</button>
</form>
${back(session.cancel_url, "Cancel and go back")}`
}

const back = (address: string | null, label: string): Html | null =>
  address ? html`<p class="back"><a href="${address}">${label}</a></p>` : null

async function outcome(checkout: Checkout, session: SessionObject): Promise<Html> {
  const intent = await findObject<IntentObject>(checkout.store, "payment_intent", session.payment_intent ?? "")
  if (session.payment_status === "paid") {
    return html`<p class="said good" role="status">This payment has arrived.</p>${back(successOf(session), "Back to where you came from")}`
  }
  if (intent?.status !== "processing") {
    return html`<p class="said bad" role="status">The bank refused this payment.</p>${back(session.cancel_url, "Back to where you came from")}`
  }
  return html`<form method="post" action="/checkout/${session.id}/settle">
<p class="said good" role="status">The debit is on its way. In life this takes days; here you decide how it ends.</p>
<button class="primary block" name="outcome" value="succeeded">The bank pays</button>
<button class="block" name="outcome" value="failed">The bank refuses</button>
</form>
${back(successOf(session), "Leave it pending and go back")}`
}

const tooLate = (session: SessionObject): Html =>
  html`<p class="said bad" role="status">This payment page has expired. Go back and begin again.</p>${back(session.cancel_url, "Go back")}`

const gone = (): Answer =>
  page(
    { title: "No such payment page", status: 404 },
    html`<main class="wide"><h1>There is no such payment page</h1><p>Go back to the invoice and begin again.</p></main>`,
  )
