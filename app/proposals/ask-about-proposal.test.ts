import { beforeAll, describe, expect, it } from "vitest"
import { aSentProposal } from "../../tests/support/a-sent-proposal"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { askAboutProposal } from "./ask-about-proposal.server"
import { withdrawProposal } from "./withdraw-proposal.server"

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

const askedAbout = async (subjectId: string) => {
  const text = `select e.payload from events e join event_subjects s on s.event_id = e.id
    where e.name = 'proposal.asked' and s.subject_id = $1`
  return (await rows<{ payload: { question: string } }>(agency, text, [subjectId])).map(
    (event) => event.payload.question,
  )
}

describe("asking about a proposal", () => {
  it("stands in the story of proposal, deal and client, and tells who looks after it", async () => {
    const sent = await aSentProposal(agency)
    await askAboutProposal(await sent.holder(), { question: "Is hosting included?" })
    for (const subject of [sent.proposalId, sent.dealId, sent.companyId, sent.contactId]) {
      expect(await askedAbout(subject)).toEqual(["Is hosting included?"])
    }
    const notices = await rows(agency, "select person_id from notifications where kind = 'proposal.asked'")
    expect(notices).toEqual([{ person_id: agency.people.owner.personId }])
  })

  it("shows that a person has it before them", async () => {
    const sent = await aSentProposal(agency)
    await askAboutProposal(await sent.holder(), { question: "When do we begin?" })
    const [proposal] = await rows(agency, "select status, first_opened_at from proposals where id = $1", [
      sent.proposalId,
    ])
    expect(proposal).toEqual({ status: "sent", first_opened_at: expect.any(Date) })
  })

  it("needs a question, and is possible also when nothing can be signed any more", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    await withdrawProposal(agency.owner, { proposalId: sent.proposalId })
    await expect(askAboutProposal(holder, { question: "  " })).rejects.toMatchObject({ field: "question" })
    await askAboutProposal(holder, { question: "What happened?" })
    expect(await askedAbout(sent.proposalId)).toEqual(["What happened?"])
  })

  it("sent twice is asked once", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    const ask = () => askAboutProposal(holder, { question: "Twice?" }, { submission: "the-same-form" })
    await Promise.all([ask(), ask()])
    expect(await askedAbout(sent.proposalId)).toEqual(["Twice?"])
  })
})
