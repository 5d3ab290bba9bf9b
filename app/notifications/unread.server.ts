import { and, desc, eq, isNull } from "drizzle-orm"
import { notifications } from "#db/schema/events"
import { countUpTo } from "~/platform/data/count-up-to.server"
import type { Reading } from "~/platform/data/work.server"

/** What the reader was told and has not read. */
export const isUnread = (ctx: Reading<"staff">) =>
  and(eq(notifications.personId, ctx.caller.personId), isNull(notifications.readAt))

/** How much of it there is, as far as counts are made. */
export const countUnread = (ctx: Reading<"staff">) =>
  countUpTo(ctx, notifications, isUnread(ctx), [desc(notifications.id)])
