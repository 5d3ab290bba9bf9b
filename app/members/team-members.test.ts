import { beforeAll, describe, expect, it } from "vitest"
import { mint } from "~/platform/data/contexts.server"
import { newId } from "~/platform/language/ids"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { anAgency, rows } from "../../tests/support/world"
import { assignMember } from "./assign-member.server"
import { deleteTeam } from "./delete-team.server"
import { removeMember } from "./remove-member.server"
import { restoreMember } from "./restore-member.server"

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})

const teamOf = async (memberId: string) =>
  (await rows<{ team_id: string | null }>(world, "select team_id from members where person_id = $1", [memberId]))[0]!
    .team_id

describe("a team's members", () => {
  it("are put in and taken out together, and who was moved meanwhile stays where they are", async () => {
    const { teamId } = await world.team()
    const { teamId: another } = await world.team()
    const { memberId: stays } = await world.colleague("member", teamId)
    const { memberId: goes } = await world.colleague("member", teamId)
    const { memberId: comes } = await world.colleague("member", another)
    const { memberId: wasMoved } = await world.colleague("member", another)
    const wereIn = [stays, goes, wasMoved]
    expect(await assignMember(world.owner, { teamId, memberIds: [stays, comes], wereIn })).toEqual({ put: 1, taken: 1 })
    expect(await Promise.all([stays, goes, comes, wasMoved].map(teamOf))).toEqual([teamId, null, teamId, another])
    const told =
      "select payload->>'teamId' as team from events where name = 'member.assigned' and payload->>'memberId' = $1"
    expect(await rows(world, told, [goes])).toEqual([{ team: null }])
  })

  it("are nobody's but an owner's to change, and of no other organization", async () => {
    const { teamId } = await world.team()
    const { memberId } = await world.colleague()
    const input = { teamId, memberIds: [memberId], wereIn: [] }
    await expect(assignMember(world.manager, input)).rejects.toMatchObject({ kind: "forbidden" })
    const elsewhere = await anAgency({ name: "Elsewhere" })
    await expect(assignMember(elsewhere.owner, input)).rejects.toMatchObject({ kind: "not-found" })
    await expect(
      assignMember(world.owner, { ...input, memberIds: [elsewhere.people.owner.personId] }),
    ).rejects.toMatchObject({ kind: "not-found" })
    await expect(assignMember(world.owner, { ...input, teamId: newId<"teams">() })).rejects.toMatchObject({
      kind: "not-found",
    })
    expect(await teamOf(memberId)).toBeNull()
  })

  it("never stand in a team that is deleted at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const { teamId } = await world.team()
      const { memberId } = await world.colleague()
      const outcomes = await Promise.allSettled([
        assignMember(world.owner, { teamId, memberIds: [memberId], wereIn: [] }),
        deleteTeam(mint({ ...world.owner }), { teamId }),
      ])
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
      const [team] = await rows<{ gone: boolean }>(
        world,
        "select deleted_at is not null as gone from teams where id = $1",
        [teamId],
      )
      expect(await teamOf(memberId)).toBe(team!.gone ? null : teamId)
    }
  })
})

describe("whoever comes back", () => {
  it("has the team they had, and none when it was deleted meanwhile", async () => {
    const { teamId } = await world.team()
    const { memberId } = await world.colleague("member", teamId)
    const leaveAndReturn = async (meanwhile: () => Promise<unknown>) => {
      await removeMember(world.owner, { memberId, successorId: null })
      await meanwhile()
      await restoreMember(world.owner, { memberId })
      return teamOf(memberId)
    }
    expect(await leaveAndReturn(async () => {})).toBe(teamId)
    expect(await leaveAndReturn(() => deleteTeam(world.owner, { teamId }))).toBeNull()
  })
})
