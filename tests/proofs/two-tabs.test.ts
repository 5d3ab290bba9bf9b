import { beforeAll, describe, expect, it } from "vitest"
import { sessionOf as staffSession } from "../support/knock"
import { anotherReader, aSentInvoice, eventsOf, payOn, sandbox, sessionOf, tokenFor } from "../support/payments"
import { type Agency, anAgency, rows } from "../support/world"
import { programBeside } from "./support/beside"
import { untilNoJobWaits } from "./support/jobs"
import { formsOn } from "./support/pages"
import { anotherPage } from "./support/payment-stories"
import { ask, askTogether } from "./support/posts"
import { part, size, tell } from "./support/proof"

/* Claim 3: two tabs that pay one invoice never charge twice, or the second becomes credit that one press gives back. */

let agency: Agency
let url: string
let finance: string

beforeAll(async () => {
  const port = Number(process.env.PORT)
  agency = await anAgency()
  const program = await programBeside({ PORT: String(port), SANDBOX_PORT: String(port + 1) })
  url = program.url
  finance = await staffSession(agency, agency.people.finance.personId)
  await sandbox("/hold", { on: true })
})

/** How an invoice stands in the books, and what the payment service has of it: received, less what it gave back. */
async function standing(invoiceId: string) {
  const [found] = await rows<Record<"settled" | "booked" | "payments" | "received" | "given", number>>(
    agency,
    `with intents as (select id, data from sandbox.objects where kind = 'payment_intent' and data->'metadata'->>'invoice' = $1::uuid::text)
     select (select allocated_minor::int from invoice_settlements where invoice_id = $1) as settled,
            (select coalesce(sum(p.amount_minor), 0)::int from payments p join checkouts c on c.id = p.checkout_id
               where c.invoice_id = $1) as booked,
            (select count(*)::int from payments p join checkouts c on c.id = p.checkout_id
               where c.invoice_id = $1 and p.amount_minor > 0) as payments,
            (select coalesce(sum((data->>'amount_received')::int), 0)::int from intents) as received,
            (select coalesce(sum((r.data->>'amount')::int), 0)::int from sandbox.objects r
               where r.kind = 'refund' and r.data->>'payment_intent' in (select id from intents)) as given`,
    [invoiceId],
  )
  const { settled, booked, payments, received, given } = found!
  return { settled, credit: booked - settled, payments, charged: received - given }
}

/** Tells the running program of everything that happened on some pages, one page after the other, and waits for what follows. */
async function told(...sessions: string[]) {
  for (const session of sessions) {
    const events = await eventsOf(session)
    await sandbox("/deliver", { events: events.map(({ id }) => id) })
  }
  await untilNoJobWaits()
}

const payPost = (token: string) => ({ path: `/i/${token}/pay`, fields: {} })
const pageIn = (location: string | null) => (location?.includes("/checkout/") ? [sessionOf(location)] : [])
const rounds = part(Array.from({ length: size(2, 40) }, (_, at) => at))

describe("two tabs that pay one invoice (claim 3)", () => {
  it("charge once, however both press at the same moment", async () => {
    const opened = { "one page": 0, "two pages": 0, "no page": 0 }
    for (const round of rounds) {
      const invoice = await aSentInvoice(agency)
      await anotherReader(agency, invoice)
      const other = await tokenFor(agency, invoice.invoiceId)
      const lateBy = (at: number) => (at === round % 2 ? 0 : (round % 4) * 15)
      const answers = await askTogether([url], [payPost(invoice.token), payPost(other)], lateBy)
      expect(answers.map(({ status }) => status)).toEqual([303, 303])
      const pages = [...new Set(answers.flatMap(({ location }) => pageIn(location)))]
      opened[pages.length === 2 ? "two pages" : pages.length === 1 ? "one page" : "no page"]++
      await Promise.allSettled(pages.map((session) => payOn(session)))
      await told(...(round % 2 ? pages : pages.toReversed()))
      const once = { settled: 11_900, credit: 0, payments: 1, charged: 11_900 }
      expect(await standing(invoice.invoiceId), `round ${round}, ${pages.length} pages`).toEqual(once)
    }
    tell("Two tabs that pay at the same moment charge once", { rounds: rounds.length, ...opened })
  })

  it("or, where both pages take money, the second is the client's credit, given back by one press", async () => {
    for (const round of rounds) {
      const { invoiceId, token } = await aSentInvoice(agency)
      const [first] = pageIn((await ask(url, payPost(token))).location)
      const second = await anotherPage(agency, invoiceId)
      await Promise.all([first!, second].map((session) => payOn(session)))
      await told(...(round % 2 ? [first!, second] : [second, first!]))
      const both = { settled: 11_900, credit: 11_900, payments: 2, charged: 23_800 }
      expect(await standing(invoiceId), `round ${round}`).toEqual(both)

      const path = `/invoices/${invoiceId}`
      const { body } = await ask(url, { path, cookie: finance })
      const buttons = formsOn(body, path).filter(({ action }) => action.endsWith("/refund"))
      expect(buttons).toHaveLength(1)
      expect(body).toContain("Refund €119.00")
      const { action, fields } = buttons[0]!
      const pressed = await ask(url, { path: action, fields: Object.fromEntries(fields), cookie: finance })
      expect([pressed.status, pressed.location]).toEqual([303, path])
      await untilNoJobWaits()
      const evened = { settled: 11_900, credit: 0, payments: 2, charged: 11_900 }
      expect(await standing(invoiceId), `round ${round}`).toEqual(evened)
      await told(second, first!)
      expect(await standing(invoiceId), `round ${round}, told again`).toEqual(evened)
      const after = await ask(url, { path, cookie: finance })
      expect(formsOn(after.body, path).filter((form) => form.action.endsWith("/refund"))).toEqual([])
    }
    tell("A second payment of two tabs is credit that one press gives back", { rounds: rounds.length })
  })
})
