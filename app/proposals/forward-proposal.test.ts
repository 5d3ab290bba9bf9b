import { beforeAll, describe, expect, it } from "vitest"
import { afterAnswers } from "~/platform/http/after-answer.server"
import { href } from "~/platform/language/paths"
import { aSentProposal, roadTotals, type SentProposal, tokenOfLink } from "../../tests/support/a-sent-proposal"
import { answerOf, knock } from "../../tests/support/knock"
import { type Agency, anAgency, linkHolder, rows } from "../../tests/support/world"
import { verifyEvidence } from "./evidence.server"
import { forwardProposal } from "./forward-proposal.server"
import { getProposalPage } from "./proposal-queries.server"
import * as page from "./routes/client-forward"
import { signProposal } from "./sign-proposal.server"
import { withdrawProposal } from "./withdraw-proposal.server"

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

const linksOf = ({ proposalId }: SentProposal) =>
  rows<{ id: string; email: string; contact_id: string }>(
    agency,
    "select id, email, contact_id from links where object_id = $1 order by created_at, id",
    [proposalId],
  )
const mailsTo = (email: string) =>
  rows<{ text: string }>(agency, "select text from mails where to_email = $1 order by id", [email])

describe("forwarding a proposal to the right person", () => {
  it("mails them a link of their own, with which they sign in their own name", async () => {
    const sent = await aSentProposal(agency)
    const boss = { name: "Bo Boss", email: "bo.boss@cafe.example" }
    await forwardProposal(await sent.holder(), boss)
    const [first, second] = await linksOf(sent)
    expect(second).toMatchObject({ email: boss.email })
    expect(second!.id).not.toBe(first!.id)
    expect((await mailsTo(boss.email))[0]!.text).toMatch(/asked us to bring our proposal/)
    const theirs = await linkHolder(await tokenOfLink(agency, second!.id))
    const signing = { lines: [], consent: true, typedName: boss.name, expected: roadTotals.plain }
    await signProposal(theirs, signing)
    const { signature, evidence, links } = await getProposalPage(agency.owner, { proposalId: sent.proposalId })
    expect(signature).toMatchObject({ typedName: "Bo Boss", email: boss.email, mailboxProven: true })
    expect(evidence.map(({ name }) => name)).toContain("forwarded")
    expect(verifyEvidence(evidence)).toMatchObject({ whole: true })
    expect(links.map(({ contactName }) => contactName)).toContain("Bo Boss")
  })

  it("keeps them as a contact of the client, once, and tells who looks after the proposal", async () => {
    const sent = await aSentProposal(agency)
    const person = { name: "Uma Once", email: "uma@cafe.example" }
    const holder = await sent.holder()
    const forward = () => forwardProposal(holder, person, { submission: "the-same-form" })
    await Promise.all([forward(), forward()])
    await forwardProposal(holder, { ...person, name: "Uma Again" })
    const found = "select c.name from contacts c join contact_emails e on e.contact_id = c.id where e.email = $1"
    expect(await rows(agency, found, [person.email])).toEqual([{ name: "Uma Once" }])
    expect(await mailsTo(person.email)).toHaveLength(2)
    const told = await rows(
      agency,
      "select sentence from notifications where href = $1 and kind = 'proposal.forwarded'",
      [`/proposals/${sent.proposalId}`],
    )
    expect(told).toHaveLength(2)
  })

  it("is done on a page of its own, which gives everything typed back", async () => {
    const sent = await aSentProposal(agency)
    const at = (form?: Record<string, string>) =>
      knock({ path: href("/p/:token/forward", sent), params: { token: sent.token }, form })
    expect((await answerOf(() => page.loader(at()))).status).toBe(200)
    const refused = await answerOf(() => page.action(at({ name: "Kim", email: "kim" })))
    expect(refused).toMatchObject({ status: 422, body: { reply: { initialValue: { name: "Kim", email: "kim" } } } })
    const done = await answerOf(() => page.action(at({ name: "Kim", email: "kim@cafe.example" })))
    expect(done.headers.get("Location")).toBe(href("/p/:token", sent))
    await afterAnswers()
    expect(await mailsTo("kim@cafe.example")).toHaveLength(1)
  })

  it("is refused to oneself, without an address, to a crowd, and when nothing can be signed any more", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    const [own] = await linksOf(sent)
    await expect(forwardProposal(holder, { name: "Me", email: own!.email })).rejects.toMatchObject({ field: "email" })
    await expect(forwardProposal(holder, { name: "", email: "x@cafe.example" })).rejects.toMatchObject({
      field: "name",
    })
    const crowd = Array.from({ length: 11 }, (_, at) => `reader${at}@cafe.example`)
    for (const email of crowd) await forwardProposal(holder, { name: "Reader", email })
    const oneMore = { name: "Reader", email: "more@cafe.example" }
    await expect(forwardProposal(holder, oneMore)).rejects.toMatchObject({ kind: "conflict" })
    const other = await aSentProposal(agency)
    const reader = await other.holder()
    await withdrawProposal(agency.owner, { proposalId: other.proposalId })
    await expect(forwardProposal(reader, oneMore)).rejects.toMatchObject({ kind: "conflict" })
  })
})
