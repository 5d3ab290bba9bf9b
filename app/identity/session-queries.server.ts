import { and, desc, eq, gt, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { people, sessions } from "#db/schema/people"
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

/** How many living sessions a page shows; nobody has more devices. */
const most = 100

/** The browsers in which the member who asks is signed in, the one used last first; by an organization's provider, those that it opened. */
export const listSessions = query({
  name: "list-sessions",
  permission: "sessions.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { personId, sessionId } = ctx.caller
    const reach = await reachHere(ctx)
    const rows = await ctx.db
      .select({
        id: sessions.id,
        ip: sessions.ip,
        userAgent: sessions.userAgent,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
      })
      .from(sessions)
      .where(
        and(
          eq(sessions.personId, personId),
          reachOf(reach),
          isNull(sessions.revokedAt),
          gt(sessions.expiresAt, ctx.now),
          gt(sql`${sessions.lastSeenAt} + make_interval(secs => ${sessions.idleSeconds})`, ctx.now),
        ),
      )
      .orderBy(desc(sessions.lastSeenAt))
      .limit(most)
    const living = rows.map(({ userAgent, ...session }) => ({
      ...session,
      device: deviceOf(userAgent),
      isThisOne: session.id === sessionId,
    }))
    return { isBound: reach.isBound, sessions: living }
  },
})
