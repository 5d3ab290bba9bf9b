import { and, eq, gt, isNull, max } from "drizzle-orm"
import { supportGrants } from "#db/schema/organizations"
import { people, sessions } from "#db/schema/people"
import { endSession } from "~/identity/end-sessions.server"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { sha256, token } from "~/platform/security/crypto.server"
import { StartSupportSessionInput } from "./inputs.server"

/** How long a super-admin's session may rest, in seconds. */
const idleSeconds = 3_600

/** Lets a super-admin in while the organization's leave stands: a session of its own, which reads only and ends with the leave. The browser's former session ends. */
export const startSupportSession = command({
  name: "start-support-session",
  actors: ["system"],
  input: StartSupportSessionInput,
  async step(ctx, { email, previous }) {
    const [person] = await ctx.db
      .select({ personId: people.id, name: people.name })
      .from(people)
      .where(and(eq(people.email, email), eq(people.isSuperAdmin, true), isNull(people.disabledAt)))
    const [leave] = await ctx.db
      .select({ until: max(supportGrants.expiresAt) })
      .from(supportGrants)
      .where(and(isNull(supportGrants.revokedAt), gt(supportGrants.expiresAt, ctx.now)))
    if (!person || !leave?.until) throw new NotFound("organization")
    const { personId, name } = person
    const secret = token()
    const sessionId = newId<"sessions">()
    const { ip, userAgent, organizationId } = ctx.caller
    await ctx.db.insert(sessions).values({
      ...{ tokenHash: sha256(secret), id: sessionId, personId, organizationId, ip, userAgent },
      ...{ authenticatedAt: ctx.now, isBoundToOrganization: true, idleSeconds, expiresAt: leave.until },
    })
    if (previous) await endSession(ctx, previous)
    ctx.record("support-session.started", { personId, sessionId }, { personal: { name } })
    return { secret }
  },
})
