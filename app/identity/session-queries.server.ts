import { eq } from "drizzle-orm"
import { z } from "zod"
import { people } from "#db/schema/people"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"

/** By what the member who asks can prove who they are. */
export const ownProofs = query({
  name: "own-proofs",
  permission: "sessions.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const [person] = await ctx.db
      .select({ passwordHash: people.passwordHash })
      .from(people)
      .where(eq(people.id, ctx.caller.personId))
    if (!person) throw new NotFound("person")
    return { hasPassword: person.passwordHash !== null }
  },
})
