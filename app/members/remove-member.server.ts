import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { depart } from "./depart.server"
import { RemoveMemberInput } from "./inputs.server"
import { heldMember } from "./member-record.server"
import { assertNotLastOwner } from "./owners.server"
import { accessOf, assertMayChange } from "./roles.server"

/** Takes somebody out of the organization and gives what they owned to a colleague. They can be brought back. */
export const removeMember = command({
  name: "remove-member",
  actors: ["staff"],
  input: RemoveMemberInput,
  async step(ctx, { memberId, successorId }) {
    await assertNotLastOwner(ctx, memberId)
    const member = await heldMember(ctx, memberId, "active")
    if (memberId === ctx.caller.personId)
      throw new Conflict("You cannot remove yourself; leave the organization instead.")
    assertMayChange(ctx, await accessOf(ctx, member), "members.remove")
    return depart(ctx, { memberId, successorId, left: false })
  },
})
