import { startSession } from "~/identity/start-session.server"
import { command } from "~/platform/data/command.server"
import { enterOrganization } from "~/platform/data/found.server"
import { NotFound } from "~/platform/language/errors"
import { findSession } from "./browser-session.server"
import { depart } from "./depart.server"
import { LeaveOrganizationInput } from "./inputs.server"
import { heldMember } from "./member-record.server"
import { assertNotLastOwner } from "./owners.server"

/**
 * Leaves the organization that the browser's session stands in, and gives what one owned there to a colleague. Who belongs to
 * another goes on there, with a new session's `secret`.
 */
export const leaveOrganization = command({
  name: "leave-organization",
  actors: ["anonymous"],
  input: LeaveOrganizationInput,
  async step(ctx, { secret, successorId }) {
    const session = await findSession(ctx, secret)
    if (!session || session.isSupport) throw new NotFound("session")
    const { personId, organizationId, name, authenticatedAt, factorAt, isBound, endsAt } = session
    const actor = { kind: "staff" as const, id: personId, name, personId }
    await enterOrganization(ctx, { organizationId, cause: "leaving", actor }, async (within) => {
      await assertNotLastOwner(within, personId)
      await heldMember(within, personId, "active")
      await depart(within, { memberId: personId, successorId, left: true })
    })
    ctx.record("organization.left", { personId, organizationId })
    return { secret: isBound ? null : await startSession(ctx, personId, { authenticatedAt, factorAt, endsBy: endsAt }) }
  },
})
