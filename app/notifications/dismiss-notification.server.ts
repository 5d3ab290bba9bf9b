import { and, eq, isNull, lte } from "drizzle-orm"
import { notifications } from "#db/schema/events"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { DismissNotificationInput } from "./inputs.server"

/** Marks one of one's notifications as read, or all of them; with `upToId`, none that came after that one. */
export const dismissNotification = command({
  name: "dismiss-notification",
  actors: ["staff"],
  input: DismissNotificationInput,
  async step(ctx, { notificationId, upToId }) {
    if (notificationId) await assertMine(ctx, notificationId)
    const { personId } = ctx.caller
    const read = await ctx.db
      .update(notifications)
      .set({ readAt: ctx.now })
      .where(
        and(
          eq(notifications.personId, personId),
          isNull(notifications.readAt),
          notificationId ? eq(notifications.id, notificationId) : undefined,
          upToId ? lte(notifications.id, upToId) : undefined,
        ),
      )
      .returning({ id: notifications.id })
    const count = read.length
    if (count === 0) return ctx.unchanged({ count })
    ctx.record("notification.dismissed", { memberId: personId, count })
    return { count }
  },
})

async function assertMine(ctx: Work<"staff">, notificationId: Id<"notifications">) {
  const [mine] = await ctx.db
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.id, notificationId), eq(notifications.personId, ctx.caller.personId)))
  if (!mine) throw new NotFound("notification")
}
