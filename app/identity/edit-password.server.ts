import { and, eq, isNull } from "drizzle-orm"
import { passwordResets, people } from "#db/schema/people"
import { inTurn } from "~/adapters/argon2.server"
import { outsideCommand } from "~/platform/data/command.server"
import { assertFresh } from "~/platform/data/step-up.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { type Checked, type Claim, checkPassword, isStillTheirs } from "./check-password.server"
import { addressOf } from "./count-attempts.server"
import { endOtherSessionsOf } from "./end-sessions.server"
import { EditPasswordInput } from "./inputs.server"
import { mailNotice } from "./mail-notice.server"
import { assertOwnAccount } from "./own-account.server"
import { passwordProblem } from "./password"
import { endedIn, recordOfAccount } from "./record-of-account.server"

type Attempt = { claim: Claim; chosen: string }
type Answer = Checked & { chosenHash: string | null }

/** Whether the password was changed; if not, the seconds to wait where the one until now was tried too often. */
export type PasswordEdited = { edited: true; ended: number } | { edited: false; retryAfter: number | null }

/**
 * Gives the member a new password, by the one until now: that is as fresh a proof as there is, so none is asked besides. Who has
 * none yet proves otherwise who they are. All their other sessions and every open way back in end.
 */
export const editPassword = outsideCommand({
  name: "edit-password",
  actors: ["staff"],
  input: EditPasswordInput,
  async step(ctx, { currentPassword, password: chosen }): Promise<Attempt> {
    await assertOwnAccount(ctx, "passwords.edit")
    const [person] = await ctx.db
      .select({ name: people.name, email: people.email, passwordHash: people.passwordHash })
      .from(people)
      .where(eq(people.id, ctx.caller.personId))
    if (!person) throw new Conflict("There is no such account any more.")
    const { name, email, passwordHash } = person
    if (passwordHash === null) assertFresh(ctx.caller, "passwords.edit")
    else if (currentPassword === "") throw new Invalid("currentPassword", "Enter your password until now")
    const problem = passwordProblem(chosen, [name, email])
    if (problem) throw new Invalid("password", problem)
    const claim = { email, passwordHash, password: currentPassword, address: addressOf(ctx.caller) }
    return ctx.unchanged({ claim, chosen })
  },
  async outside({ claim, chosen }): Promise<Answer> {
    const checked = claim.passwordHash === null ? proved : await checkPassword(claim)
    return { ...checked, chosenHash: checked.right ? await inTurn((hasher) => hasher.hash(chosen)) : null }
  },
  async settle(ctx, { claim }, outcome): Promise<PasswordEdited> {
    const { chosenHash, retryAfter } = outcome.ok ? outcome.answer : { chosenHash: null, retryAfter: null }
    const { personId } = ctx.caller
    if (retryAfter !== null) return ctx.unchanged({ edited: false, retryAfter })
    if (!chosenHash || !(await isStillTheirs(ctx, personId, claim.passwordHash))) {
      ctx.record("session.refused", { reason: "password", personId })
      return { edited: false, retryAfter: null }
    }
    const ended = await write(ctx, personId, chosenHash)
    await recordOfAccount(ctx, { personId }, "password.edited", (place) => ({ personId, ended: endedIn(ended, place) }))
    return { edited: true, ended: ended.length }
  },
})

const proved: Checked = { right: true, newHash: null, retryAfter: null }

async function write(ctx: Work<"staff">, personId: Id<"people">, passwordHash: string) {
  const { now: passwordChangedAt } = ctx
  await ctx.db.update(people).set({ passwordHash, passwordChangedAt }).where(eq(people.id, personId))
  await endResetsOf(ctx, personId)
  await ctx.enqueue({ command: mailNotice.definition, input: { about: "password", subjectId: personId } })
  return endOtherSessionsOf(ctx, personId, ctx.caller.sessionId)
}

/** No mailed way back in that stands open leads past what was just changed. */
export const endResetsOf = ({ db, now }: Work, personId: Id<"people">) =>
  db
    .update(passwordResets)
    .set({ usedAt: now })
    .where(and(eq(passwordResets.personId, personId), isNull(passwordResets.usedAt)))
