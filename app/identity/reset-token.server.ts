import { and, eq, gt, isNull } from "drizzle-orm"
import { passwordResets, people } from "#db/schema/people"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { open, seal, sha256 } from "~/platform/security/crypto.server"

/** How long a way back in stands open. */
export const resetMinutes = 30

const place = (resetId: Id<"password_resets">) => `password_resets|token_sealed|${resetId}`

/** A reset's token as its row keeps it, to be opened by the mail alone. */
export const sealToken = (resetId: Id<"password_resets">, token: string) => seal("reset", null, token, place(resetId))

/** The token of a reset's row. */
export const openToken = (resetId: Id<"password_resets">, sealed: string) => open("reset", null, sealed, place(resetId))

/** The way back in that a token opens, unused and in time, with its person; null for any other token. */
export async function findReset(ctx: Pick<Reading, "db" | "now">, token: string) {
  const [found] = await ctx.db
    .select({ id: passwordResets.id, personId: people.id, name: people.name, email: people.email })
    .from(passwordResets)
    .innerJoin(people, eq(people.id, passwordResets.personId))
    .where(
      and(
        eq(passwordResets.tokenHash, sha256(token)),
        isNull(passwordResets.usedAt),
        gt(passwordResets.expiresAt, ctx.now),
        isNull(people.disabledAt),
      ),
    )
  return found ?? null
}
