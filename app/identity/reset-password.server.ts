import { and, eq, isNull } from "drizzle-orm"
import { passwordResets, people } from "#db/schema/people"
import { inTurn } from "~/adapters/argon2.server"
import { command } from "~/platform/data/command.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { endSessionsOf } from "./end-sessions.server"
import { ResetPasswordInput } from "./inputs.server"
import { passwordProblem } from "./password"
import { recordOfAccount } from "./record-of-account.server"
import { findReset } from "./reset-token.server"

const gone = "This link was used or is too old. Ask for a new one."

/** Sets a new password by a mailed link, once. Every session and every other link of the person ends. */
export const resetPassword = command({
  name: "reset-password",
  actors: ["anonymous"],
  input: ResetPasswordInput,
  async step(ctx, { token, password }) {
    const reset = await findReset(ctx, token)
    if (!reset) throw new Conflict(gone)
    const { personId, name, email } = reset
    const problem = passwordProblem(password, [name, email])
    if (problem) throw new Invalid("password", problem)
    const passwordHash = await inTurn((hasher) => hasher.hash(password))
    const used = await ctx.db
      .update(passwordResets)
      .set({ usedAt: ctx.now })
      .where(and(eq(passwordResets.personId, personId), isNull(passwordResets.usedAt)))
      .returning({ id: passwordResets.id })
    if (!used.some(({ id }) => id === reset.id)) throw new Conflict(gone)
    await ctx.db.update(people).set({ passwordHash, passwordChangedAt: ctx.now }).where(eq(people.id, personId))
    await endSessionsOf(ctx, personId)
    await recordOfAccount(ctx, { personId }, "password.reset", { personId })
    return { email }
  },
})
