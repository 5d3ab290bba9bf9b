import { and, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { notificationPreferences } from "#db/schema/events"
import { members } from "#db/schema/organizations"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import type { EventName } from "~/platform/language/events"
import type { Id } from "~/platform/language/ids"
import type { QuietHours, Timing } from "./delivery"
import { type MomentName, momentNames, moments, usualTiming } from "./moments"

/** How one wants to be told: every kind of moment with its timing by each way, one's clock and quiet hours. */
export const getNotificationPreferences = query({
  name: "get-notification-preferences",
  permission: "notification-preferences.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { personId } = ctx.caller
    const { timeZone } = await getOrganization(ctx, {})
    const [own] = await ctx.db
      .select({ timeZone: members.timeZone, quietFrom: members.quietFrom, quietUntil: members.quietUntil })
      .from(members)
      .where(eq(members.personId, personId))
    const chosen = await ctx.db
      .select()
      .from(notificationPreferences)
      .where(eq(notificationPreferences.personId, personId))
    const timing = (kind: MomentName, channel: "app" | "mail"): Timing =>
      chosen.find((each) => each.kind === kind && each.channel === channel)?.timing ?? usualTiming(kind)[channel]
    return {
      organizationTimeZone: timeZone,
      ...{ timeZone: own?.timeZone ?? null, quietFrom: own?.quietFrom ?? null, quietUntil: own?.quietUntil ?? null },
      moments: momentNames.map((kind) => ({
        ...{ kind, name: moments[kind].name, group: moments[kind].group },
        ...{ app: timing(kind, "app"), mail: timing(kind, "mail") },
      })),
    }
  },
})

/** How members chose to be told of one kind of moment, with their clocks; what they did not choose is left out. */
export type Wishes = { app?: Timing; mail?: Timing; timeZone: string | null; quiet: QuietHours }

/** The wishes of members about one kind of moment. */
export async function wishesOf({ db }: Reading, personIds: readonly Id<"people">[], kind: EventName) {
  const rows = await db
    .select({
      personId: members.personId,
      timeZone: members.timeZone,
      from: members.quietFrom,
      until: members.quietUntil,
      channel: notificationPreferences.channel,
      timing: notificationPreferences.timing,
    })
    .from(members)
    .leftJoin(
      notificationPreferences,
      and(eq(notificationPreferences.personId, members.personId), eq(notificationPreferences.kind, kind)),
    )
    .where(inArray(members.personId, [...personIds]))
  const wishes = new Map<Id<"people">, Wishes>()
  for (const { personId, timeZone, from, until, channel, timing } of rows) {
    const quiet = from && until ? { from, until } : null
    const known = wishes.get(personId) ?? { timeZone, quiet }
    wishes.set(personId, channel && timing ? { ...known, [channel]: timing } : known)
  }
  return wishes
}
