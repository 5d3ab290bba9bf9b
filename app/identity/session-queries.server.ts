import { and, count, eq, gt, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { people, sessions } from "#db/schema/people"
import { keyset, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"
import { deviceOf } from "./device"
import { reachOf } from "./end-sessions.server"
import { reachHere } from "./own-account.server"

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

/** Whether the member who asks looks after the installation. */
export const isSuperAdmin = query({
  name: "is-super-admin",
  permission: "sessions.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const [person] = await ctx.db
      .select({ isSuperAdmin: people.isSuperAdmin })
      .from(people)
      .where(eq(people.id, ctx.caller.personId))
    return person?.isSuperAdmin ?? false
  },
})

const sessionRow = {
  id: sessions.id,
  ip: sessions.ip,
  userAgent: sessions.userAgent,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
}

type SessionRow = { [Column in keyof typeof sessionRow]: (typeof sessions.$inferSelect)[Column] }

/** The browsers in which the member who asks is signed in, the one used last first, a page at a time; by an organization's provider, those that it opened. */
export const listSessions = query({
  name: "list-sessions",
  permission: "sessions.read",
  actors: ["staff"],
  input: z.object(PageInput),
  async run(ctx, { after, before }) {
    const { personId, sessionId } = ctx.caller
    const reach = await reachHere(ctx)
    const living = and(
      eq(sessions.personId, personId),
      reachOf(reach),
      isNull(sessions.revokedAt),
      gt(sessions.expiresAt, ctx.now),
      gt(sql`${sessions.lastSeenAt} + make_interval(secs => ${sessions.idleSeconds})`, ctx.now),
    )
    const list = keyset<SessionRow>({
      ...{ column: sessions.lastSeenAt, value: ({ lastSeenAt }) => lastSeenAt.toISOString(), id: sessions.id },
      ...{ order: "newest", read: (text) => new Date(Date.parse(text) || 0), after, before },
    })
    const found = await ctx.db
      .select(sessionRow)
      .from(sessions)
      .where(and(living, list.where))
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const [counted] = await ctx.db.select({ count: count() }).from(sessions).where(living)
    const { rows, newer, older } = list.page(found)
    const shown = rows.map(({ userAgent, ...session }) => ({
      ...session,
      device: deviceOf(userAgent),
      isThisOne: session.id === sessionId,
    }))
    return { isBound: reach.isBound, sessions: shown, count: counted?.count ?? 0, newer, older }
  },
})
