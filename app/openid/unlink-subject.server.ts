import { and, eq } from "drizzle-orm"
import { members } from "#db/schema/organizations"
import { providerSubjects } from "#db/schema/sign-on"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { SubjectInput } from "./inputs.server"
import { getIdentityProvider } from "./provider-queries.server"
import { endProvidedSessions } from "./write-provider.server"

/**
 * Forgets who a member is at an identity provider: they come in anew, and the next whom the provider vouches for with their address
 * is them. For a colleague whose account there was made again.
 */
export const unlinkSubject = command({
  name: "unlink-subject",
  actors: ["staff"],
  stepUp: true,
  input: SubjectInput,
  async step(ctx, { providerId, memberId }) {
    const { name } = await getIdentityProvider(ctx, { providerId })
    const [member] = await ctx.db.select({ id: members.personId }).from(members).where(eq(members.personId, memberId))
    if (!member) throw new NotFound("member")
    const gone = await ctx.db
      .delete(providerSubjects)
      .where(and(eq(providerSubjects.providerId, providerId), eq(providerSubjects.personId, memberId)))
      .returning({ subject: providerSubjects.subject })
    if (gone.length === 0) return ctx.unchanged({ providerId })
    await endProvidedSessions(ctx, memberId)
    ctx.record("subject.unlinked", { providerId, name, memberId })
    return { providerId }
  },
})
