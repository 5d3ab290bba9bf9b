import { beforeAll, describe, expect, it } from "vitest"
import { getInvoice } from "~/invoices/invoice-queries.server"
import { sendInvoice } from "~/invoices/send-invoice.server"
import { captureLead } from "~/leads/capture-lead.server"
import { stampOf } from "~/leads/form-stamp.server"
import { todayIn } from "~/platform/language/dates"
import { getProposal } from "~/proposals/proposal-queries.server"
import { aSentProposal, reviseRoad, roadTotals } from "../support/a-sent-proposal"
import { aDraft, anIssuedInvoice } from "../support/billing"
import { cookieFor } from "../support/knock"
import { anotherReader, tokenFor } from "../support/payments"
import type { Program } from "../support/program"
import { type Agency, anAgency, rows } from "../support/world"
import { programBeside } from "./support/beside"
import { type Answered, type Ask, askTogether } from "./support/posts"
import { size, tell } from "./support/proof"

/*
 * One effect each (SECURITY R7, PRODUCT §6.11): thirty identical posts whose last bytes arrive together, against the running
 * program, and pairs of acts that exclude each other.
 */

const twins = 30
const rounds = size(1, 20)
const races = size(2, 20)
const crowd = size(4, 30)

let agency: Agency
let program: Program
let cookie: string
beforeAll(async () => {
  agency = await anAgency()
  program = await programBeside()
  cookie = await cookieFor(agency.people.owner.email)
})

/** Numbers that a statement counts, under the names of its columns. */
async function counted(text: string, values: unknown[]): Promise<Record<string, number>> {
  const [row] = await rows<Record<string, number>>(agency, text, values)
  return row!
}

const posted = (path: string, fields: Record<string, string>, by: string | undefined = cookie): Ask => ({
  path,
  fields: { ...fields, submission: `round-${++submissions}-of-the-proof` },
  cookie: by,
})
let submissions = 0

/** What is posted in one round, what it brings about in the database when it happens once, and what is found there. */
type Round = { post: Ask; once: Record<string, number>; found(): Promise<Record<string, number>> }

let enquirers = 0

async function capture(): Promise<Round> {
  const email = `enquirer${++enquirers}@client.example`
  const rendered = stampOf(new Date(Date.now() - 60_000))
  const fields = { name: "Ed", email, message: `We need a site, number ${enquirers}`, consent: "on", rendered }
  return {
    post: { path: `/f/${agency.formKey}`, fields },
    once: { leads: 1, events: 1 },
    found: () =>
      counted(
        `select count(*)::int as leads, (select count(*)::int from events e where e.name = 'lead.captured'
           and e.payload->>'leadId' in (select id::text from leads where email = $1)) as events
         from leads where email = $1`,
        [email],
      ),
  }
}

async function captureByStaff(): Promise<Round> {
  const email = `caller${++enquirers}@client.example`
  return {
    post: posted("/leads/new", {
      name: "Cal",
      email,
      companyName: `Callers ${enquirers}`,
      message: "They called",
      evenIfKnown: "on",
    }),
    once: { leads: 1 },
    found: () => counted("select count(*)::int as leads from leads where email = $1", [email]),
  }
}

async function convert(): Promise<Round> {
  const n = ++enquirers
  const name = `Convert ${n} Ltd`
  const lead = { name: "Con", email: `con${n}@convert${n}.example`, companyName: name }
  const { leadId } = await captureLead(agency.owner, lead)
  return {
    post: posted(`/leads/${leadId}/convert`, { companyId: "new", contactId: "new", dealTitle: `Site ${n}` }),
    once: { deals: 1, companies: 1, contacts: 1, events: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from deals where title = $1) as deals,
                (select count(*)::int from companies where name = $2) as companies,
                (select count(*)::int from contacts where name = 'Con' and id in
                   (select contact_id from deals where title = $1)) as contacts,
                (select count(*)::int from events where name = 'lead.converted' and payload->>'leadId' = $3) as events`,
        [`Site ${n}`, name, leadId],
      ),
  }
}

async function send(): Promise<Round> {
  const { proposalId, contactId } = await aSentProposal(agency)
  await reviseRoad(agency.owner, proposalId, {})
  const [{ version }] = (await rows<{ version: number }>(agency, "select version from proposals where id = $1", [
    proposalId,
  ])) as [{ version: number }]
  return {
    post: posted(`/proposals/${proposalId}/send`, { version: String(version), contactId, message: "" }),
    once: { versions: 2, sent: 2, mails: 2 },
    found: () =>
      counted(
        `select (select count(*)::int from proposal_versions where proposal_id = $1) as versions,
                (select count(*)::int from events where name = 'proposal.sent' and payload->>'proposalId' = $1::text) as sent,
                (select count(*)::int from mails where about->>'proposalId' = $1::text) as mails`,
        [proposalId],
      ),
  }
}

async function sendIssued(): Promise<Round> {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  return {
    post: posted(`/invoices/${invoiceId}/send`, {}),
    once: { sent: 1, mails: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from events where name = 'invoice.sent' and payload->>'invoiceId' = $1) as sent,
                (select count(*)::int from mails where about->>'invoiceId' = $1) as mails`,
        [invoiceId],
      ),
  }
}

const signing = (path: string) => ({
  path,
  fields: {
    intent: "sign",
    consent: "on",
    typedName: "Ana Müller",
    expected: roadTotals.plain,
    submission: `s${++submissions}-of-the-proof`,
  },
})

const findSigned = (proposalId: string, dealId: string) =>
  counted(
    `select (select count(*)::int from signatures where proposal_id = $1) as signatures,
            (select count(*)::int from events where name = 'proposal.signed' and payload->>'proposalId' = $1::text) as signed,
            (select count(*)::int from events where name = 'deal.won' and payload->>'dealId' = $2::text) as won,
            (select count(*)::int from invoices where proposal_id = $1 and status = 'issued') as invoices,
            (select count(*)::int from checkouts c join invoices i on i.id = c.invoice_id where i.proposal_id = $1) as checkouts`,
    [proposalId, dealId],
  )

async function sign(): Promise<Round> {
  const { path, proposalId, dealId } = await aSentProposal(agency)
  return {
    post: signing(path),
    once: { signatures: 1, signed: 1, won: 1, invoices: 1, checkouts: 1 },
    found: () => findSigned(proposalId, dealId),
  }
}

async function issue(): Promise<Round> {
  const { invoiceId } = await aDraft(agency.owner)
  const before = await counted("select coalesce(max(next_number), 1) as next from number_series", [])
  return {
    post: posted(`/invoices/${invoiceId}/issue`, { version: "1", send: "on" }),
    once: { issued: 1, settlements: 1, numbers: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from events where name = 'invoice.issued' and payload->>'invoiceId' = $1::text) as issued,
                (select count(*)::int from invoice_settlements where invoice_id = $1::uuid) as settlements,
                (select max(next_number) - $2::int from number_series) as numbers`,
        [invoiceId, before.next],
      ),
  }
}

async function pay(): Promise<Round> {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  await sendInvoice(agency.owner, { invoiceId })
  const token = await tokenFor(agency, invoiceId)
  return {
    post: { path: `/i/${token}/pay`, fields: {} },
    once: { attempts: 1, opened: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from checkouts where invoice_id = $1) as attempts,
                (select count(*)::int from checkouts where invoice_id = $1 and status = 'open') as opened`,
        [invoiceId],
      ),
  }
}

async function record(): Promise<Round> {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  const receivedOn = todayIn("Europe/Berlin", new Date())
  const fields = { amount: "500.00", method: "bank", receivedOn, reference: "Slip 1", sendReceipt: "on" }
  return {
    post: posted(`/invoices/${invoiceId}/payments`, fields),
    once: { payments: 1, settled: 50_000, mails: 1 },
    found: () =>
      counted(
        `select (select count(*)::int from allocations where invoice_id = $1) as payments,
                (select allocated_minor::int from invoice_settlements where invoice_id = $1) as settled,
                (select count(*)::int from mails where about->>'invoiceId' = $1::text and purpose = 'receipt') as mails`,
        [invoiceId],
      ),
  }
}

const isFine = ({ status }: Answered) => (status >= 200 && status < 400) || status === 409

/** Every answer is one of success, of the way to it, or says that somebody was faster. */
const expectFine = (answers: Answered[]) =>
  expect(answers.filter((each) => !isFine(each)).map(({ status, body }) => [status, body.slice(0, 300)])).toEqual([])

/** By how many milliseconds the first of two acts is ahead of the second, so that now the one wins and now the other. */
const headStarts = [60, 0, 20, 120, 40, 80, 10]

describe("thirty identical posts at once have one effect", () => {
  it.each([
    ["an enquiry captured from the form", capture],
    ["a lead captured by staff", captureByStaff],
    ["a lead converted", convert],
    ["a proposal sent", send],
    ["an invoice sent", sendIssued],
    ["a proposal signed", sign],
    ["an invoice issued", issue],
    ["a payment page opened", pay],
    ["a payment recorded", record],
  ])("%s", async (name, make) => {
    const statuses: Record<string, number> = {}
    for (let round = 0; round < rounds; round++) {
      const { post, once, found } = await make()
      const answers = await askTogether([program.url], Array<Ask>(twins).fill(post))
      for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1
      expectFine(answers)
      expect(await found()).toEqual(once)
      expect(new Set(answers.filter(({ status }) => status === 303).map(({ location }) => location)).size).toBe(1)
    }
    tell(`One effect: ${name}`, { rounds, posts: rounds * twins, ...answered(statuses) })
  })
})

/** Two acts of which one wins: what is posted for each, and which of them the database says has happened. */
type Race = { posts: [Ask, Ask]; won(): Promise<string> }

/** The reader signs while the agency sends the next version. */
async function signOrReplace(): Promise<Race> {
  const { path, proposalId, contactId, dealId } = await aSentProposal(agency)
  await reviseRoad(agency.owner, proposalId, { title: "Website, again" })
  const version = String((await getProposal(agency.owner, { proposalId })).version)
  return {
    posts: [signing(path), posted(`/proposals/${proposalId}/send`, { version, contactId, message: "" })],
    async won() {
      const { signatures, invoices, won } = await findSigned(proposalId, dealId)
      const { versions } = await counted(
        "select count(*)::int as versions from proposal_versions where proposal_id = $1",
        [proposalId],
      )
      return `${signatures} signed, ${won} won, ${invoices} invoiced, ${versions} versions`
    },
  }
}

/** The reader signs while the agency withdraws the proposal, or the reader's other window declines it. */
async function signOr(other: (round: { proposalId: string; path: string }) => Ask): Promise<Race> {
  const { path, proposalId, dealId } = await aSentProposal(agency)
  return {
    posts: [signing(path), other({ proposalId, path })],
    async won() {
      const { signatures, invoices, won } = await findSigned(proposalId, dealId)
      const [row] = await rows<{ status: string }>(agency, "select status from proposals where id = $1", [proposalId])
      return `${row!.status}: ${signatures} signed, ${won} won, ${invoices} invoiced`
    },
  }
}

/** Two readers of an invoice pay it, each from a link of their own. */
async function payOrPay(): Promise<Race> {
  const { invoiceId, companyId } = await anIssuedInvoice(agency.owner)
  await sendInvoice(agency.owner, { invoiceId })
  const first = await tokenFor(agency, invoiceId)
  await anotherReader(agency, { invoiceId, companyId })
  const second = await tokenFor(agency, invoiceId)
  expect(second).not.toBe(first)
  return {
    posts: [
      { path: `/i/${first}/pay`, fields: {} },
      { path: `/i/${second}/pay`, fields: {} },
    ],
    async won() {
      const { opened } = await counted(
        "select count(*)::int as opened from checkouts where invoice_id = $1 and status in ('open', 'opening')",
        [invoiceId],
      )
      return `${opened} open`
    },
  }
}

/** One member issues a draft while another changes it. */
async function issueOrEdit(): Promise<Race> {
  const { invoiceId, companyId } = await aDraft(agency.owner)
  const facts = { companyId, title: "Changed", currency: "EUR", termsDays: "14", contactId: "", issueOn: "", dueOn: "" }
  const line = { name: "Workshop", quantity: "1", unitPrice: "2000", taxRate: "19" }
  const lines = Object.fromEntries(Object.entries(line).map(([name, value]) => [`lines[0].${name}`, value]))
  return {
    posts: [
      posted(`/invoices/${invoiceId}/issue`, { version: "1" }),
      posted(`/invoices/${invoiceId}/edit`, { version: "1", notes: "", ...facts, ...lines }),
    ],
    async won() {
      const { status, title, totalMinor, snapshot } = await getInvoice(agency.owner, { invoiceId })
      return [status, title, totalMinor, snapshot ? `printed ${snapshot.totalMinor}` : "not printed"].join(", ")
    },
  }
}

/** A lead is converted in two windows, each with a form of its own. */
async function convertTwice(): Promise<Race> {
  const { post, found } = await convert()
  return {
    posts: [post, posted(post.path, post.fields!)],
    won: async () =>
      Object.entries(await found())
        .map(([what, count]) => `${count} ${what}`)
        .join(", "),
  }
}

describe("of two acts at once that exclude each other, one happens", () => {
  it.each<[string, () => Promise<Race>, string[]]>([
    [
      "sign, replace",
      signOrReplace,
      ["1 signed, 1 won, 1 invoiced, 1 versions", "0 signed, 0 won, 0 invoiced, 2 versions"],
    ],
    [
      "sign, withdraw",
      () => signOr(({ proposalId }) => posted(`/proposals/${proposalId}/withdraw`, {})),
      ["signed: 1 signed, 1 won, 1 invoiced", "withdrawn: 0 signed, 0 won, 0 invoiced"],
    ],
    [
      "sign, decline",
      () => signOr(({ path }) => posted(`${path}/decline`, { reason: "Too dear" }, undefined)),
      ["signed: 1 signed, 1 won, 1 invoiced", "declined: 0 signed, 0 won, 0 invoiced"],
    ],
    ["pay, pay", payOrPay, ["1 open"]],
    ["issue, edit", issueOrEdit, ["issued, Workshop, 119000, printed 119000", "draft, Changed, 238000, not printed"]],
    ["convert, convert", convertTwice, ["1 deals, 1 companies, 1 contacts, 1 events"]],
  ])("%s", async (name, make, either) => {
    const outcomes: Record<string, number> = {}
    for (let round = 0; round < races; round++) {
      const { posts, won } = await make()
      const everybody = Array.from({ length: crowd }, (_, at) => posts[at % 2]!)
      const head = headStarts[round % headStarts.length]!
      const answers = await askTogether([program.url], everybody, (at) => (at % 2 === 1 ? head : 0))
      expectFine(answers)
      const outcome = await won()
      expect(either).toContain(outcome)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    tell(`One of two: ${name}`, { rounds: races, ...outcomes })
  })
})

const answered = (statuses: Record<string, number>) =>
  Object.fromEntries(Object.entries(statuses).map(([status, count]) => [`answers ${status}`, count]))
