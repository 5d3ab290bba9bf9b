import { and, desc, eq, isNull, notLike } from "drizzle-orm"
import { notifications } from "#db/schema/events"
import { may } from "~/permissions"
import { countUpTo } from "~/platform/data/count-up-to.server"
import type { Reading } from "~/platform/data/work.server"

/** Where what was told of documents leads, and the permission to open it: what was told before a role lost it is told no more. */
const documents = { "/proposals/%": "proposals.read", "/invoices/%": "invoices.read" } as const

/** What the reader was told, of records that they may open still. */
export const isMine = ({ caller }: Reading<"staff">) =>
  and(
    eq(notifications.personId, caller.personId),
    ...Object.entries(documents).flatMap(([leadsTo, permission]) =>
      may(caller, permission) ? [] : [notLike(notifications.href, leadsTo)],
    ),
  )

/** What the reader was told and has not read. */
export const isUnread = (ctx: Reading<"staff">) => and(isMine(ctx), isNull(notifications.readAt))

/** How much of it there is, as far as counts are made. */
export const countUnread = (ctx: Reading<"staff">) =>
  countUpTo(ctx, notifications, isUnread(ctx), [desc(notifications.id)])
