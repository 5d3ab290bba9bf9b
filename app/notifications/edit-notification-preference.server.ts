import { and, eq, inArray } from "drizzle-orm"
import { notificationPreferences } from "#db/schema/events"
import { members } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import { channels } from "./delivery"
import { EditNotificationPreferenceInput } from "./inputs.server"
import { isKept, usualTiming } from "./moments"

/** Says how one wants to be told: of which moments, by which way and when, and in which hours of one's own clock not at all. */
export const editNotificationPreference = command({
  name: "edit-notification-preference",
  actors: ["staff"],
  input: EditNotificationPreferenceInput,
  async step(ctx, { timeZone, quietFrom, quietUntil, moments }) {
    const { personId } = ctx.caller
    const lost = moments.find(({ kind, app }) => isKept(kind) && app === "never")
    if (lost) throw new Invalid("moments", "Money and agreements always stand under Notifications")
    const named = moments.map(({ kind }) => kind)
    const before = await wishesOf(ctx, named)
    await ctx.db
      .update(members)
      .set({ ...(timeZone === undefined ? {} : { timeZone }), quietFrom, quietUntil })
      .where(eq(members.personId, personId))
    const chosen = moments.flatMap((moment) =>
      channels
        .filter((channel) => moment[channel] !== usualTiming(moment.kind)[channel])
        .map((channel) => ({ personId, kind: moment.kind, channel, timing: moment[channel] })),
    )
    const ofThese = inArray(notificationPreferences.kind, named)
    if (named.length > 0)
      await ctx.db.delete(notificationPreferences).where(and(eq(notificationPreferences.personId, personId), ofThese))
    if (chosen.length > 0) await ctx.db.insert(notificationPreferences).values(chosen)
    const after = await wishesOf(ctx, named)
    ctx.record("notification-preference.edited", { memberId: personId }, { before, after })
    return {}
  },
})

/** How the member is told of these moments, as far as they said so, and when not at all. */
async function wishesOf({ db, caller }: Work<"staff">, kinds: readonly string[]): Promise<Record<string, unknown>> {
  const { timeZone, quietFrom, quietUntil } = members
  const { personId, kind, channel, timing } = notificationPreferences
  const [own] = await db
    .select({ timeZone, quietFrom, quietUntil })
    .from(members)
    .where(eq(members.personId, caller.personId))
  const ofThese = and(eq(personId, caller.personId), inArray(kind, [...kinds]))
  const chosen = await db
    .select({ kind, channel, timing })
    .from(notificationPreferences)
    .where(ofThese)
    .orderBy(kind, channel)
  return { ...own, ...Object.fromEntries(chosen.map((wish) => [`${wish.kind} ${wish.channel}`, wish.timing])) }
}
