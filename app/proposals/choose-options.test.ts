import { beforeAll, describe, expect, it } from "vitest"
import { Conflict, Invalid } from "~/platform/language/errors"
import { aSentProposal, sendNextVersion } from "../../tests/support/a-sent-proposal"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { chooseOptions } from "./choose-options.server"
import { getProposalForClient } from "./client-queries.server"
import { withdrawProposal } from "./withdraw-proposal.server"

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

const namesOf = async (proposalId: string) => {
  const found = await rows(agency, "select name from evidence where proposal_id = $1 order by position", [proposalId])
  return found.map((entry) => entry.name)
}

describe("choosing options", () => {
  it("is kept, and shown with its total the next time", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    await chooseOptions(holder, { lines: [sent.optionId] })
    expect(await getProposalForClient(holder, {})).toMatchObject({ state: "open", chosenLineIds: [sent.optionId] })
    await chooseOptions(holder, { lines: [] })
    expect((await getProposalForClient(holder, {})).chosenLineIds).toEqual([])
  })

  it("shows that a person has it before them, and accepts nothing", async () => {
    const sent = await aSentProposal(agency)
    await chooseOptions(await sent.holder(), { lines: [sent.optionId] })
    const [proposal] = await rows(
      agency,
      "select status, first_opened_at, accepted_minor from proposals where id = $1",
      [sent.proposalId],
    )
    expect(proposal).toEqual({ status: "sent", first_opened_at: expect.any(Date), accepted_minor: null })
  })

  it("is evidence each time it changes, and the same choice again is none", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    for (const lines of [[sent.optionId], [sent.optionId], []]) await chooseOptions(holder, { lines })
    expect(await namesOf(sent.proposalId)).toEqual(["created", "frozen", "sent", "seen", "chosen", "chosen"])
  })

  it("takes no lines but those on offer", async () => {
    const [sent, other] = [await aSentProposal(agency), await aSentProposal(agency)]
    await expect(chooseOptions(await sent.holder(), { lines: [other.optionId] })).rejects.toThrow(Invalid)
  })

  it("ends with the version that was replaced, and with the proposal", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    await sendNextVersion(agency, sent)
    await expect(chooseOptions(holder, { lines: [] })).rejects.toThrow("replaced by a newer one")
    const withdrawn = await aSentProposal(agency)
    await withdrawProposal(agency.owner, { proposalId: withdrawn.proposalId })
    await expect(chooseOptions(await withdrawn.holder(), { lines: [] })).rejects.toThrow(Conflict)
  })
})
