import { eq } from "drizzle-orm"
import { people } from "#db/schema/people"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { type Checked, checkPassword, isStillTheirs } from "./check-password.server"
import { type Attempted, addressOf } from "./count-attempts.server"
import { endSession } from "./end-sessions.server"
import { enter } from "./enter.server"
import { SignInInput } from "./inputs.server"
import { recordOfAccount } from "./record-of-account.server"

type Found = { id: Id<"people">; passwordHash: string | null; disabledAt: Date | null }
type Attempt = Attempted & { person: Found | null; password: string; previous: string | null }

/**
 * A signed-in browser's secret, or why there is none: wrong, tried too often (then `retryAfter` says how many seconds to wait), or
 * right as far as it goes (then `pending` is the secret of the sign-in that waits for a second factor).
 */
export type SignedIn =
  | { signedIn: true; secret: string; personId: Id<"people"> }
  | { signedIn: false; retryAfter: number | null; pending?: string }

/**
 * Signs a person in by e-mail address and password, with a new session whatever the browser had before; one with a second factor
 * is asked for it first. An unknown address, a wrong password and an account that is closed take the same time and get the same answer.
 */
export const signIn = outsideCommand({
  name: "sign-in",
  actors: ["anonymous"],
  input: SignInInput,
  async step(ctx, { email, password, previous }): Promise<Attempt> {
    const [person] = await ctx.db
      .select({ id: people.id, passwordHash: people.passwordHash, disabledAt: people.disabledAt })
      .from(people)
      .where(eq(people.email, email))
    return ctx.unchanged({ person: person ?? null, email, password, previous, address: addressOf(ctx.caller) })
  },
  outside: ({ person, ...claim }): Promise<Checked> =>
    checkPassword({ ...claim, passwordHash: person?.passwordHash ?? null }),
  async settle(ctx, attempt, outcome): Promise<SignedIn> {
    if (!outcome.ok) return ctx.unchanged(refusal(null))
    const { right, newHash, retryAfter } = outcome.answer
    const { person, previous } = attempt
    if (retryAfter !== null) return ctx.unchanged(refusal(retryAfter))
    if (!person) return refused(ctx, null, "unknown")
    if (!right) return refused(ctx, person.id, "password")
    if (person.disabledAt) return refused(ctx, person.id, "disabled")
    if (!(await isStillTheirs(ctx, person.id, person.passwordHash))) return refused(ctx, person.id, "password")
    const entered = await enter(ctx, person.id)
    if (!entered) return refused(ctx, person.id, "no-membership")
    if (newHash) await ctx.db.update(people).set({ passwordHash: newHash }).where(eq(people.id, person.id))
    if (previous) await endSession(ctx, previous)
    if ("pending" in entered) return { signedIn: false, retryAfter: null, pending: entered.pending }
    return { signedIn: true, secret: entered.secret, personId: person.id }
  },
})

const refusal = (retryAfter: number | null): SignedIn => ({ signedIn: false, retryAfter })

type Reason = "unknown" | "password" | "disabled" | "no-membership"

/** Nothing waits for what a refusal writes, so that its time is the password's check, whether there is such an account or not. */
async function refused(ctx: Work<"anonymous">, personId: Id<"people"> | null, reason: Reason): Promise<SignedIn> {
  await recordOfAccount(ctx, { personId, byThem: false }, "session.refused", { reason, personId })
  return refusal(null)
}
