import { beforeAll, describe, expect, it } from "vitest"
import { house, installHouse } from "~/platform/data/house.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import {
  aSentProposal,
  roadTotals,
  type SentProposal,
  sendNextVersion,
  tokenOfLink,
} from "../../tests/support/a-sent-proposal"
import { agencyYear } from "../../tests/support/agency-days"
import { type Agency, anAgency, linkHolder, rows } from "../../tests/support/world"
import { createLink } from "./create-link.server"
import { type EvidenceEntry, verifyEvidence } from "./evidence.server"
import { signProposal } from "./sign-proposal.server"

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

const signing = (sent: SentProposal) => ({
  lines: [sent.optionId],
  consent: true,
  typedName: "Ana Müller",
  expected: roadTotals.withOption,
  timeZone: "Europe/Berlin",
})

const count = async (table: string, sent: SentProposal) => {
  const [found] = await rows<{ n: number }>(agency, `select count(*)::int as n from ${table} where proposal_id = $1`, [
    sent.proposalId,
  ])
  return found!.n
}

async function standing(sent: SentProposal) {
  const [proposal] = await rows<{ status: string; accepted_minor: bigint | null }>(
    agency,
    "select status, accepted_minor from proposals where id = $1",
    [sent.proposalId],
  )
  const [deal] = await rows<{ status: string; won_minor: bigint | null }>(
    agency,
    "select status, won_minor from deals where id = $1",
    [sent.dealId],
  )
  return {
    proposal: proposal!,
    deal: deal!,
    signatures: await count("signatures", sent),
    invoices: await count("invoices", sent),
  }
}

const chainOf = (sent: SentProposal) =>
  rows<{ position: number; name: string; canonical: string; previous_hash: string; hash: string }>(
    agency,
    "select * from evidence where proposal_id = $1 order by position",
    [sent.proposalId],
  )

const asEntries = (found: Awaited<ReturnType<typeof chainOf>>) =>
  found.map(({ previous_hash: previousHash, ...entry }) => ({ ...entry, previousHash }) as unknown as EvidenceEntry)

describe("signing a proposal", () => {
  it("accepts it, wins the deal and issues the deposit invoice at once", async () => {
    const sent = await aSentProposal(agency)
    await signProposal(await sent.holder(), signing(sent))
    const { proposal, deal, signatures } = await standing(sent)
    expect(proposal).toEqual({ status: "signed", accepted_minor: 1130500n })
    expect(deal).toEqual({ status: "won", won_minor: 950000n })
    expect(signatures).toBe(1)
    const deposits = await rows(
      agency,
      "select kind, status, number, total_minor from invoices where proposal_id = $1",
      [sent.proposalId],
    )
    const year = agencyYear(agency.owner.now)
    expect(deposits).toEqual([{ kind: "deposit", status: "issued", number: `${year}-0001`, total_minor: 339150n }])
  })

  it("names version, selection, consent and mailbox, and keeps the chain of evidence whole", async () => {
    const sent = await aSentProposal(agency)
    await signProposal(await sent.holder(), signing(sent))
    const [signature] = await rows(agency, "select * from signatures where proposal_id = $1", [sent.proposalId])
    const [version] = await rows(agency, "select * from proposal_versions where id = $1", [sent.versionId])
    expect(signature).toMatchObject({
      version_id: sent.versionId,
      content_hash: version!.content_hash,
      chosen_line_ids: [sent.optionId],
      typed_name: "Ana Müller",
      email: sent.email,
      mailbox_proven: true,
      total_minor: BigInt(roadTotals.withOption),
      monthly_minor: 9000n,
      time_zone: "Europe/Berlin",
      ip: "192.0.2.1",
    })
    expect(signature!.consent_text).toContain("simple electronic signature")
    const entries = await chainOf(sent)
    expect(entries.map((entry) => entry.name)).toEqual(["created", "frozen", "sent", "seen", "terms shown", "signed"])
    expect(verifyEvidence(asEntries(entries))).toEqual({ whole: true, head: signature!.chain_head })
    const signed = JSON.parse(entries.at(-1)!.canonical)
    expect(signed).toMatchObject({
      contentHash: version!.content_hash,
      termsHash: signature!.terms_hash,
      totalMinor: "1130500",
    })
  })

  it("by a link that was passed on by hand proves no mailbox", async () => {
    const sent = await aSentProposal(agency)
    const { linkId } = await createLink(agency.owner, { proposalId: sent.proposalId })
    await signProposal(await linkHolder(await tokenOfLink(agency, linkId)), signing(sent))
    const [signature] = await rows(agency, "select email, mailbox_proven from signatures where proposal_id = $1", [
      sent.proposalId,
    ])
    expect(signature).toEqual({ email: null, mailbox_proven: false })
  })

  it("leaves nothing behind when what follows from it fails", async () => {
    const sent = await aSentProposal(agency)
    const before = (await chainOf(sent)).length
    const whole = house()
    const reactions = { ...whole.reactions, "invoice.issued": [() => Promise.reject(new Error("the ledger is gone"))] }
    installHouse({ ...whole, reactions })
    await expect(signProposal(await sent.holder(), signing(sent))).rejects.toThrow("the ledger is gone")
    installHouse(whole)
    expect(await standing(sent)).toEqual({
      proposal: { status: "sent", accepted_minor: null },
      deal: { status: "open", won_minor: null },
      signatures: 0,
      invoices: 0,
    })
    expect((await chainOf(sent)).length).toBe(before)
    await signProposal(await sent.holder(), signing(sent))
    expect(await standing(sent)).toMatchObject({
      proposal: { status: "signed" },
      deal: { status: "won" },
      signatures: 1,
      invoices: 1,
    })
  })

  it("twice at once from one form happens once and answers both the same", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    const submission = "one-rendering-of-a-form"
    const answers = await Promise.all([1, 2, 3].map(() => signProposal(holder, signing(sent), { submission })))
    expect(new Set(answers.map((answer) => answer.signatureId)).size).toBe(1)
    expect(await standing(sent)).toMatchObject({ signatures: 1, invoices: 1 })
  })

  it("twice at once from two windows happens once and answers both the same", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    const answers = await Promise.all(
      ["first-window", "second-window"].map((submission) => signProposal(holder, signing(sent), { submission })),
    )
    expect(answers[0]).toEqual(answers[1])
    expect(await standing(sent)).toMatchObject({ signatures: 1, invoices: 1 })
  })

  it("does not answer one reader with what another's form did", async () => {
    const [mine, other] = [await aSentProposal(agency), await aSentProposal(agency)]
    const submission = "the-very-same-form"
    const plain = (sent: SentProposal) => ({ ...signing(sent), lines: [], expected: roadTotals.plain })
    await signProposal(await mine.holder(), plain(mine), { submission })
    const reused = signProposal(await other.holder(), plain(other), { submission })
    await expect(reused).rejects.toMatchObject({ kind: "conflict" })
    expect(await standing(other)).toMatchObject({ proposal: { status: "sent" }, signatures: 0 })
  })

  it("is refused to a second reader once the first has signed", async () => {
    const sent = await aSentProposal(agency)
    const { linkId } = await createLink(agency.owner, { proposalId: sent.proposalId })
    await signProposal(await sent.holder(), signing(sent))
    const second = await linkHolder(await tokenOfLink(agency, linkId))
    await expect(signProposal(second, signing(sent))).rejects.toThrow("Ana Müller has signed this proposal already.")
  })

  it("is refused when the reader was shown another total", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    const stale = { ...signing(sent), expected: roadTotals.plain }
    await expect(signProposal(holder, stale)).rejects.toMatchObject({ kind: "invalid", field: "expected" })
    expect(await standing(sent)).toMatchObject({ proposal: { status: "sent" }, signatures: 0 })
  })

  it("is refused with options that were never offered", async () => {
    const sent = await aSentProposal(agency)
    const other = await aSentProposal(agency)
    const foreign = { ...signing(sent), lines: [other.optionId] }
    await expect(signProposal(await sent.holder(), foreign)).rejects.toThrow(Invalid)
  })

  it("needs the consent and a name", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    await expect(signProposal(holder, { ...signing(sent), consent: false })).rejects.toMatchObject({ field: "consent" })
    await expect(signProposal(holder, { ...signing(sent), typedName: "  " })).rejects.toMatchObject({
      field: "typedName",
    })
  })

  it("of a version that was replaced is a conflict", async () => {
    const sent = await aSentProposal(agency)
    await sendNextVersion(agency, sent)
    await expect(signProposal(await sent.holder(), signing(sent))).rejects.toThrow("replaced by a newer one")
    expect(await standing(sent)).toMatchObject({ proposal: { status: "sent" }, signatures: 0 })
  })

  it("and replacing it at the same time end with one of both", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    const [signed, replaced] = await Promise.allSettled([
      signProposal(holder, signing(sent)),
      sendNextVersion(agency, sent),
    ])
    expect([signed.status, replaced.status].sort()).toEqual(["fulfilled", "rejected"])
    const refusal = [signed, replaced].find((outcome) => outcome.status === "rejected") as PromiseRejectedResult
    expect(refusal.reason).toBeInstanceOf(Conflict)
  })

  it("of an offer that has run out is a conflict", async () => {
    const now = new Date("2026-03-01T12:00:00Z")
    const march = await anAgency({ name: "March", now })
    const sent = await aSentProposal(march, { validUntilOn: "2026-03-10" })
    const dayAfter = await sent.holder(new Date("2026-03-11T12:00:00Z"))
    await expect(signProposal(dayAfter, signing(sent))).rejects.toThrow("no longer valid")
    const lastDay = await sent.holder(new Date("2026-03-10T22:30:00Z"))
    await expect(signProposal(lastDay, signing(sent))).resolves.toMatchObject({ proposalId: sent.proposalId })
  })

  it("brings a copy to both sides", async () => {
    const sent = await aSentProposal(agency)
    await signProposal(await sent.holder(), signing(sent))
    const mails = await rows(
      agency,
      "select to_email from mails where purpose = 'proposal-signed' and about->>'proposalId' = $1 order by to_email",
      [sent.proposalId],
    )
    expect(mails.map((mail) => mail.to_email).sort()).toEqual([agency.people.owner.email, sent.email].sort())
  })
})
