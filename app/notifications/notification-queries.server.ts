import { and, desc } from "drizzle-orm"
import { z } from "zod"
import { notifications } from "#db/schema/events"
import { getOrganization } from "~/organizations/organization-queries.server"
import { newestFirst, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { countUnread, isMine, isUnread } from "./unread.server"
import { notificationViews } from "./views"

const row = {
  id: notifications.id,
  kind: notifications.kind,
  sentence: notifications.sentence,
  href: notifications.href,
  readAt: notifications.readAt,
  createdAt: notifications.createdAt,
}

type Row = { [Column in keyof typeof row]: (typeof notifications.$inferSelect)[Column] }

/** A view by its name in the address; any other text is all. */
const view = z
  .string()
  .optional()
  .transform((given) => notificationViews.find((each) => each === given) ?? "all")

/** What one was told, newest first, a page at a time, with how much of it is unread and which is the newest. */
export const listNotifications = query({
  name: "list-notifications",
  permission: "notifications.read",
  actors: ["staff"],
  input: z.object({ view, ...PageInput }),
  async run(ctx, { view, after, before }) {
    const { timeZone, locale } = await getOrganization(ctx, {})
    const mine = isMine(ctx)
    const list = newestFirst<Row>(notifications.id, { after, before })
    const found = await ctx.db
      .select(row)
      .from(notifications)
      .where(and(view === "unread" ? isUnread(ctx) : mine, list.where))
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const [newest] = await ctx.db
      .select({ id: notifications.id, unread: countUnread(ctx) })
      .from(notifications)
      .where(mine)
      .orderBy(desc(notifications.id))
      .limit(1)
    return {
      ...list.page(found),
      view,
      unread: newest?.unread ?? 0,
      newestId: newest?.id ?? null,
      timeZone,
      locale,
    }
  },
})
