import { and, eq, isNull } from "drizzle-orm"
import { people, sessions } from "#db/schema/people"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { type Checked, type Claim, checkPassword, isStillTheirs } from "./check-password.server"
import { addressOf } from "./count-attempts.server"
import { ConfirmSessionInput } from "./inputs.server"

/** Whether the proof was right; if not, the seconds to wait where it was tried too often. */
export type Confirmed = { confirmed: true } | { confirmed: false; retryAfter: number | null }

/** Proves anew, by the password, who is at this browser: what needs a fresh proof is open for ten minutes. Wrong tries count like those of signing in. */
export const confirmSession = outsideCommand({
  name: "confirm-session",
  actors: ["staff"],
  input: ConfirmSessionInput,
  async step(ctx, { password }): Promise<Claim> {
    const { personId } = ctx.caller
    const [person] = await ctx.db
      .select({ email: people.email, passwordHash: people.passwordHash })
      .from(people)
      .where(eq(people.id, personId))
    if (!person) throw new Conflict("There is no such account any more.")
    return ctx.unchanged({ ...person, password, address: addressOf(ctx.caller) })
  },
  outside: (claim): Promise<Checked> => checkPassword(claim),
  async settle(ctx, { passwordHash }, outcome): Promise<Confirmed> {
    const { right, retryAfter } = outcome.ok ? outcome.answer : { right: false, retryAfter: null }
    const { personId, sessionId } = ctx.caller
    if (retryAfter !== null) return ctx.unchanged({ confirmed: false, retryAfter })
    if (!right || !(await isStillTheirs(ctx, personId, passwordHash))) {
      ctx.record("session.refused", { reason: "password", personId })
      return { confirmed: false, retryAfter: null }
    }
    if (sessionId) await noteProof(ctx, sessionId)
    ctx.record("session.confirmed", { sessionId })
    return { confirmed: true }
  },
})

const noteProof = ({ db, now }: Work<"staff">, sessionId: Id<"sessions">) =>
  db
    .update(sessions)
    .set({ authenticatedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
