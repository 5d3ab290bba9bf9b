import { beforeAll, describe, expect, it } from "vitest"
import { aSentProposal, type SentProposal } from "../../tests/support/a-sent-proposal"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { recordLinkUse } from "./record-link-use.server"

let agency: Agency
const morning = new Date("2026-03-02T08:00:00Z")

beforeAll(async () => {
  agency = await anAgency({ now: morning })
})

const stateOf = async ({ proposalId }: SentProposal) => {
  const [proposal] = await rows(agency, "select * from proposals where id = $1", [proposalId])
  const [evidence] = await rows(agency, "select count(*)::int as n from evidence where proposal_id = $1", [proposalId])
  return { proposal, evidence }
}

const openedOf = async ({ proposalId }: SentProposal) => {
  const text =
    "select payload->>'first' as first from events where name = 'proposal.opened' and payload->>'proposalId' = $1 order by id"
  return (await rows(agency, text, [proposalId])).map((event) => event.first)
}

describe("the use of a link", () => {
  it("by whatever fetches it is logged with address and program, and leaves the document as it was", async () => {
    const sent = await aSentProposal(agency)
    const before = await stateOf(sent)
    for (const kind of ["fetched", "fetched", "downloaded"] as const) await recordLinkUse(await sent.holder(), { kind })
    expect(await stateOf(sent)).toEqual(before)
    const uses = await rows(
      agency,
      "select kind, ip, user_agent from link_uses where link_id = $1 order by used_at, id",
      [sent.linkId],
    )
    const by = { ip: "192.0.2.1", user_agent: "test" }
    expect(uses).toEqual([
      { kind: "fetched", ...by },
      { kind: "fetched", ...by },
      { kind: "downloaded", ...by },
    ])
  })

  it("by a person leaves the version that staff edit as it was, so that their form does not become stale", async () => {
    const sent = await aSentProposal(agency)
    const { proposal } = await stateOf(sent)
    await recordLinkUse(await sent.holder(), { kind: "seen" })
    const { proposal: opened } = await stateOf(sent)
    expect(opened?.last_opened_at).not.toBeNull()
    expect(opened?.version).toBe(proposal?.version)
  })

  it("by a person who keeps it in sight is told once a day, the first time as the first", async () => {
    const sent = await aSentProposal(agency)
    const seenAt = async (at: string) => recordLinkUse(await sent.holder(new Date(at)), { kind: "seen" })
    await seenAt("2026-03-02T09:00:00Z")
    await seenAt("2026-03-02T22:30:00Z")
    expect(await openedOf(sent)).toEqual(["true"])
    await seenAt("2026-03-02T23:30:00Z")
    expect(await openedOf(sent)).toEqual(["true", "false"])
    const { proposal } = await stateOf(sent)
    expect(proposal).toMatchObject({
      status: "sent",
      first_opened_at: new Date("2026-03-02T09:00:00Z"),
      last_opened_at: new Date("2026-03-02T23:30:00Z"),
    })
  })
})
