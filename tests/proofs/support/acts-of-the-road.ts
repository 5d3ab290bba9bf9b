import { randomUUID } from "node:crypto"
import { expect } from "vitest"
import { captureLead } from "~/leads/capture-lead.server"
import { href } from "~/platform/language/paths"
import { aSentProposal } from "../../support/a-sent-proposal"
import { aDraft, anIssuedInvoice } from "../../support/billing"
import { type Agency, rows } from "../../support/world"

/** One submit of the road, ready to be sent: by whom, where, with what, and what is there of it. */
export type Submit = {
  path: string
  form: Record<string, string>
  /** How often each part of the act is there: all none, or all as `whole` says. */
  parts(): Promise<Record<string, number>>
}

/** An act of the road whose parts belong together. */
export type Act = {
  name: string
  whole: Record<string, number>
  /** Tables to which more comes after the act itself, in transactions of their own. */
  later: readonly string[]
  prepare(agency: Agency): Promise<Submit>
}

const today = () => new Date().toISOString().slice(0, 10)

/** Counts rows of the organization, a query for each part; `$1` is the record. */
function counter(agency: Agency, id: string, queries: Record<string, string>) {
  const columns = Object.entries(queries).map(([part, query]) => `(select count(*)::int ${query}) as "${part}"`)
  return async () => (await rows<Record<string, number>>(agency, `select ${columns.join(", ")}`, [id]))[0]!
}

const told = (event: string, about: string) =>
  `from events where name = '${event}' and payload->>'${about}' = ($1::uuid)::text`

const signing: Act = {
  name: "sign",
  whole: { signature: 1, evidence: 1, accepted: 1, won: 1, event: 1, deposit: 1, settlement: 1, mails: 2 },
  // The payment page for the deposit is opened afterwards, and the use of the link is noted.
  later: ["checkouts", "links", "link_uses", "events", "event_details", "event_subjects"],
  async prepare(agency) {
    const { proposalId, path } = await aSentProposal(agency)
    const ofDeposit = "from invoices i where i.proposal_id = $1 and i.kind = 'deposit' and i.status = 'issued'"
    return {
      path,
      form: { intent: "sign", consent: "on", typedName: "Ana Müller", expected: "952000" },
      parts: counter(agency, proposalId, {
        signature: "from signatures where proposal_id = $1",
        evidence: "from evidence where proposal_id = $1 and name = 'signed'",
        accepted: "from proposals where id = $1 and status = 'signed' and accepted_minor is not null",
        won: "from deals d join proposals p on p.deal_id = d.id where p.id = $1 and d.status = 'won'",
        event: told("proposal.signed", "proposalId"),
        deposit: `${ofDeposit} and i.number is not null`,
        settlement: `from invoice_settlements where invoice_id in (select i.id ${ofDeposit})`,
        mails:
          "from mails m join signatures s on s.id::text = m.object_id::text where s.proposal_id = $1 and m.purpose = 'proposal-signed'",
      }),
    }
  },
}

const issuing: Act = {
  name: "issue",
  whole: { issued: 1, taxes: 1, settlement: 1, event: 1 },
  later: [],
  async prepare(agency) {
    const { invoiceId } = await aDraft(agency.owner)
    return {
      path: href("/invoices/:invoiceId/issue", { invoiceId }),
      form: { version: "1" },
      parts: counter(agency, invoiceId, {
        issued: "from invoices where id = $1 and status = 'issued' and number is not null and snapshot is not null",
        taxes: "from invoice_taxes where invoice_id = $1",
        settlement: "from invoice_settlements where invoice_id = $1",
        event: told("invoice.issued", "invoiceId"),
      }),
    }
  },
}

const recording: Act = {
  name: "record a payment",
  whole: { payment: 1, allocation: 1, settled: 1, event: 1 },
  later: [],
  async prepare(agency) {
    const { invoiceId } = await anIssuedInvoice(agency.owner)
    return {
      path: href("/invoices/:invoiceId/payments", { invoiceId }),
      form: { amount: "1190.00", method: "bank", receivedOn: today(), reference: "", sendReceipt: "on" },
      parts: counter(agency, invoiceId, {
        payment: "from payments p join allocations a on a.payment_id = p.id where a.invoice_id = $1",
        allocation: "from allocations where invoice_id = $1",
        settled: "from invoice_settlements where invoice_id = $1 and allocated_minor = 119000",
        event: told("payment.recorded", "invoiceId"),
      }),
    }
  },
}

let leads = 0

const converting: Act = {
  name: "convert",
  whole: { converted: 1, company: 1, contact: 1, deal: 1, event: 1 },
  later: [],
  async prepare(agency) {
    const name = `Lea Lead ${++leads}`
    const { leadId } = await captureLead(agency.owner, {
      name,
      email: `lea@lead${leads}.example`,
      companyName: name,
      evenIfKnown: true,
    })
    return {
      path: href("/leads/:leadId/convert", { leadId }),
      form: { companyId: "new", contactId: "new", dealTitle: name },
      parts: counter(agency, leadId, {
        converted: "from leads where id = $1 and status = 'converted' and deal_id is not null",
        company: "from companies c join leads l on c.name = l.name where l.id = $1",
        contact: "from contacts c join leads l on c.name = l.name where l.id = $1",
        deal: "from deals d join leads l on d.title = l.name where l.id = $1",
        event: told("lead.converted", "leadId"),
      }),
    }
  },
}

/** The acts of which a half would be worst. */
export const actsOfTheRoad: readonly Act[] = [signing, issuing, recording, converting]

/** Sends a form as the page would, each rendering with an id of its own. */
export function sender(url: string, cookie: () => string) {
  return ({ path, form }: Submit) => {
    const body = new URLSearchParams({ ...form, submission: randomUUID() }).toString()
    const headers = { "Content-Type": "application/x-www-form-urlencoded", Origin: url, Cookie: cookie() }
    return () => fetch(`${url}${path}`, { method: "POST", body, headers, redirect: "manual", keepalive: false })
  }
}

/** Whether an act is there: not at all or whole; anything between fails. */
export function isThere({ name, whole }: Act, parts: Record<string, number>, when: string): boolean {
  const nothing = Object.fromEntries(Object.keys(whole).map((part) => [part, 0]))
  const none = Object.values(parts).every((count) => count === 0)
  expect(parts, `${name}, stopped ${when}: all of it or nothing`).toEqual(none ? nothing : whole)
  return !none
}
