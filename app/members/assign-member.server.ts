import { and, asc, eq, inArray } from "drizzle-orm"
import { members } from "#db/schema/organizations"
import { listMembers } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { AssignMemberInput } from "./inputs.server"
import { assertTeam } from "./invite-member.server"
import { assertMayChange } from "./roles.server"

/** Puts several members into a team and takes others out of it, at once. Whoever comes from another team leaves that one. */
export const assignMember = command({
  name: "assign-member",
  actors: ["staff"],
  input: AssignMemberInput,
  stepUp: true,
  async step(ctx, { teamId, memberIds, wereIn }) {
    await assertTeam(ctx, teamId)
    const incoming = memberIds.filter((id) => !wereIn.includes(id))
    const outgoing = wereIn.filter((id) => !memberIds.includes(id))
    const held = await heldMembers(ctx, [...incoming, ...outgoing])
    const joining = held.filter((each) => incoming.includes(each.personId) && each.teamId !== teamId)
    const going = held.filter((each) => outgoing.includes(each.personId) && each.teamId === teamId)
    const result = { put: joining.length, taken: going.length }
    if (joining.length + going.length === 0) return ctx.unchanged(result)
    await move(ctx, joining, teamId)
    await move(ctx, going, null)
    return result
  },
})

type Held = { personId: Id<"people">; teamId: Id<"teams"> | null }

async function move(ctx: Work, those: Held[], teamId: Id<"teams"> | null) {
  if (those.length === 0) return
  const ids = those.map(({ personId }) => personId)
  await ctx.db.update(members).set({ teamId }).where(inArray(members.personId, ids))
  for (const { personId: memberId, teamId: from } of those)
    ctx.record("member.assigned", { memberId, teamId }, { before: { teamId: from }, after: { teamId } })
}

/** The rows of active members, held for a change in one order; refuses who is none, and who may do more than the caller. */
async function heldMembers(ctx: Work, ids: Id<"people">[]): Promise<Held[]> {
  if (ids.length === 0) return []
  const active = new Map((await listMembers(ctx, {})).map((member) => [member.personId, member]))
  for (const id of ids) {
    const member = active.get(id)
    if (!member) throw new NotFound("member")
    assertMayChange(ctx, member, "members.assign")
  }
  return ctx.db
    .select({ personId: members.personId, teamId: members.teamId })
    .from(members)
    .where(and(inArray(members.personId, ids), eq(members.status, "active")))
    .orderBy(asc(members.personId))
    .for("update")
}
