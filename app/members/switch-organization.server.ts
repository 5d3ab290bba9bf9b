import { endSession } from "~/identity/end-sessions.server"
import { startSession } from "~/identity/start-session.server"
import { command } from "~/platform/data/command.server"
import { Forbidden, NotFound } from "~/platform/language/errors"
import { findSession } from "./browser-session.server"
import { SwitchOrganizationInput } from "./inputs.server"

/**
 * Goes on in another organization that one belongs to, with a new session; the one before ends. A session that an organization's own
 * sign-on vouched for stays in that organization, and none lasts longer by going about.
 */
export const switchOrganization = command({
  name: "switch-organization",
  actors: ["anonymous"],
  input: SwitchOrganizationInput,
  async step(ctx, { secret, toOrganizationId: organizationId }) {
    const session = await findSession(ctx, secret)
    if (!session) throw new NotFound("session")
    const { personId, authenticatedAt, factorAt, isBound, endsAt } = session
    if (isBound && organizationId !== session.organizationId)
      throw new Forbidden(
        "organizations.switch",
        "You signed in through this organization, and can only be here. Sign in anew for another.",
      )
    const started = await startSession(ctx, personId, {
      organizationId,
      authenticatedAt,
      factorAt,
      isBound,
      endsBy: endsAt,
    })
    if (!started) throw new NotFound("organization")
    await endSession(ctx, secret)
    ctx.record("organization.switched", { personId, organizationId })
    return { secret: started }
  },
})
