import { beforeAll, describe, expect, it } from "vitest"
import { Conflict } from "~/platform/language/errors"
import { aSentProposal, roadTotals } from "../../tests/support/a-sent-proposal"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { getProposalForClient } from "./client-queries.server"
import { declineProposal } from "./decline-proposal.server"
import { signProposal } from "./sign-proposal.server"

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

const signing = { lines: [], consent: true, typedName: "Ana Müller", expected: roadTotals.plain }

describe("declining a proposal", () => {
  it("keeps the reason, and leaves the deal to the agency", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    await declineProposal(holder, { reason: "Too late for the season" })
    expect(await getProposalForClient(holder, {})).toMatchObject({
      state: "declined",
      declineReason: "Too late for the season",
      decidedAt: expect.any(Date),
    })
    const [deal] = await rows(agency, "select status from deals where id = $1", [sent.dealId])
    expect(deal).toEqual({ status: "open" })
  })

  it("needs no reason, and twice is once", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    await declineProposal(holder, { reason: "" })
    await declineProposal(holder, { reason: "again" })
    const [proposal] = await rows(agency, "select status, decline_reason from proposals where id = $1", [
      sent.proposalId,
    ])
    expect(proposal).toEqual({ status: "declined", decline_reason: null })
  })

  it("is impossible once it is signed, and signing is once it is declined", async () => {
    const signed = await aSentProposal(agency)
    await signProposal(await signed.holder(), signing)
    await expect(declineProposal(await signed.holder(), { reason: "" })).rejects.toThrow("signed already")
    const declined = await aSentProposal(agency)
    await declineProposal(await declined.holder(), { reason: "" })
    await expect(signProposal(await declined.holder(), signing)).rejects.toThrow(Conflict)
  })

  it("and signing at the same time end with one of both", async () => {
    const sent = await aSentProposal(agency)
    const holder = await sent.holder()
    const outcomes = await Promise.allSettled([declineProposal(holder, { reason: "" }), signProposal(holder, signing)])
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"])
  })
})
