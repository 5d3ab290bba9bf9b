import { eq } from "drizzle-orm"
import { members } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { EditProfileInput } from "./inputs.server"
import { getProfile } from "./profile-queries.server"

/** Changes the member's own name, and the clock that days and times are shown to them by. */
export const editProfile = command({
  name: "edit-profile",
  actors: ["staff"],
  input: EditProfileInput,
  async step(ctx, { name, timeZone }) {
    const { personId } = ctx.caller
    const { name: nameBefore, timeZone: zoneBefore } = await getProfile(ctx, {})
    const [member] = await ctx.db
      .update(members)
      .set({ name, timeZone })
      .where(eq(members.personId, personId))
      .returning({ personId: members.personId })
    if (!member) throw new NotFound("member")
    await ctx.db.update(people).set({ name }).where(eq(people.id, personId))
    ctx.record(
      "profile.edited",
      { memberId: personId },
      { before: { name: nameBefore, timeZone: zoneBefore }, after: { name, timeZone } },
    )
    return { name }
  },
})
