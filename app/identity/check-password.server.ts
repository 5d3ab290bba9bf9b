import { eq } from "drizzle-orm"
import { people } from "#db/schema/people"
import { inTurn } from "~/adapters/argon2.server"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { type Attempted, countSignIn, forgiveSignIn } from "./count-attempts.server"

/** A password that somebody gives for an account, and what is kept of the right one: null for an account without, and for none at all. */
export type Claim = Attempted & { passwordHash: string | null; password: string }

/** Whether the password was right; its digest anew where the kept one is out of date; the seconds to wait where it was not looked at. */
export type Checked = { right: boolean; newHash: string | null; retryAfter: number | null }

/** Looks whether a password is right, in the same time whatever the answer, and counts the tries that fail: wherever it is asked, they are the same ones. */
export function checkPassword({ passwordHash, password, email, address }: Claim): Promise<Checked> {
  return inTurn(async (hasher) => {
    const retryAfter = await countSignIn({ email, address })
    if (retryAfter !== null) return { right: false, newHash: null, retryAfter }
    const right = await hasher.matches(passwordHash, password)
    if (right) await forgiveSignIn({ email, address })
    const newHash = right && passwordHash && hasher.isOutdated(passwordHash) ? await hasher.hash(password) : null
    return { right, newHash, retryAfter: null }
  })
}

/** Whether the password that was checked is the person's still: one that was replaced meanwhile is good for nothing. */
export async function isStillTheirs(ctx: Reading, id: Id<"people">, passwordHash: string | null): Promise<boolean> {
  const [now] = await ctx.db
    .select({ passwordHash: people.passwordHash, disabledAt: people.disabledAt })
    .from(people)
    .where(eq(people.id, id))
    .for("update")
  return now?.passwordHash === passwordHash && now.disabledAt === null
}
