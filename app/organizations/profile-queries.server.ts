import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { members } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"
import { getOrganization } from "./organization-queries.server"

/** Who the member that asks is here: name, address, and the clock they live by, which is the organization's unless they chose their own. */
export const getProfile = query({
  name: "get-profile",
  permission: "profiles.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { personId } = ctx.caller
    const { timeZone: clockHere, locale } = await getOrganization(ctx, {})
    const [found] = await ctx.db
      .select({ name: people.name, nameHere: members.name, email: people.email, timeZone: members.timeZone })
      .from(people)
      .leftJoin(members, and(eq(members.personId, people.id), eq(members.status, "active")))
      .where(eq(people.id, personId))
    if (!found) throw new NotFound("person")
    const { name, nameHere, email, timeZone } = found
    return { name: nameHere ?? name, email, timeZone, clockHere, clock: timeZone ?? clockHere, locale }
  },
})
