import { describe, it } from "vitest"
import { captureLead } from "~/leads/capture-lead.server"
import { stampOf } from "~/leads/form-stamp.server"
import { getProposal } from "~/proposals/proposal-queries.server"
import { aSentProposal, reviseRoad, roadTotals } from "../support/a-sent-proposal"
import { rows } from "../support/world"
import type { Ask } from "./support/posts"
import {
  agency,
  counted,
  oneEffect,
  oneOfTwo,
  posted,
  type Race,
  type Round,
  submission,
  withProgram,
} from "./support/together"

/* From the enquiry to the signature: thirty identical posts at once, and pairs that exclude each other. */

withProgram()

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

const signing = (path: string) => ({
  path,
  fields: {
    intent: "sign",
    consent: "on",
    typedName: "Ana Müller",
    expected: roadTotals.plain,
    submission: submission(),
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

describe("thirty identical posts at once have one effect", () => {
  it.each([
    ["an enquiry captured from the form", capture],
    ["a lead captured by staff", captureByStaff],
    ["a lead converted", convert],
    ["a proposal sent", send],
    ["a proposal signed", sign],
  ])("%s", oneEffect)
})

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
    ["convert, convert", convertTwice, ["1 deals, 1 companies, 1 contacts, 1 events"]],
  ])("%s", oneOfTwo)
})
