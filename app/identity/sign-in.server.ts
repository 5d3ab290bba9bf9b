import { eq } from "drizzle-orm"
import { people } from "#db/schema/people"
import { inTurn } from "~/adapters/argon2.server"
import { outsideCommand } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { type Attempted, addressOf, countSignIn, forgiveSignIn } from "./count-attempts.server"
import { endSession } from "./end-sessions.server"
import { SignInInput } from "./inputs.server"
import { startSession } from "./start-session.server"

type Found = { id: Id<"people">; passwordHash: string | null; disabledAt: Date | null }
type Attempt = Attempted & { person: Found | null; password: string; previous: string | null }
type Checked = { right: boolean; newHash: string | null; retryAfter: number | null }

/** A signed-in browser's secret, or why there is none: wrong, or tried too often (then `retryAfter` says how many seconds to wait). */
export type SignedIn =
  | { signedIn: true; secret: string; personId: Id<"people"> }
  | { signedIn: false; retryAfter: number | null }

/**
 * Signs a person in by e-mail address and password, with a new session whatever the browser had before. An unknown address,
 * a wrong password and an account that is closed take the same time and get the same answer.
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
  outside: checkPassword,
  async settle(ctx, attempt, outcome): Promise<SignedIn> {
    if (!outcome.ok) return ctx.unchanged(refusal(null))
    const { right, newHash, retryAfter } = outcome.answer
    const { person, previous } = attempt
    if (retryAfter !== null) return ctx.unchanged(refusal(retryAfter))
    if (!person) return refused(ctx, "unknown")
    if (!right) return refused(ctx, "password")
    if (person.disabledAt) return refused(ctx, "disabled")
    if (!(await isStillTheirs(ctx, person))) return refused(ctx, "password")
    const secret = await startSession(ctx, person.id)
    if (!secret) return refused(ctx, "no-membership")
    if (newHash) await ctx.db.update(people).set({ passwordHash: newHash }).where(eq(people.id, person.id))
    if (previous) await endSession(ctx, previous)
    return { signedIn: true, secret, personId: person.id }
  },
})

async function checkPassword({ person, password, email, address }: Attempt): Promise<Checked> {
  return inTurn(async (hasher) => {
    const retryAfter = await countSignIn({ email, address })
    if (retryAfter !== null) return { right: false, newHash: null, retryAfter }
    const kept = person?.passwordHash ?? null
    const right = await hasher.matches(kept, password)
    if (right) await forgiveSignIn({ email, address })
    const newHash = right && kept && hasher.isOutdated(kept) ? await hasher.hash(password) : null
    return { right, newHash, retryAfter: null }
  })
}

const refusal = (retryAfter: number | null): SignedIn => ({ signedIn: false, retryAfter })

function refused(ctx: Work<"anonymous">, reason: "unknown" | "password" | "disabled" | "no-membership"): SignedIn {
  ctx.record("session.refused", { reason })
  return refusal(null)
}

/** Whether the password that was checked is the person's still: one that was reset meanwhile lets nobody in. */
async function isStillTheirs(ctx: Work<"anonymous">, { id, passwordHash }: Found): Promise<boolean> {
  const [now] = await ctx.db
    .select({ passwordHash: people.passwordHash, disabledAt: people.disabledAt })
    .from(people)
    .where(eq(people.id, id))
    .for("update")
  return now?.passwordHash === passwordHash && now.disabledAt === null
}
