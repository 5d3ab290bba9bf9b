import { and, eq, gt, isNull } from "drizzle-orm"
import { emailChanges, people } from "#db/schema/people"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { open, seal, sha256 } from "~/platform/security/crypto.server"

/** How long the link to a new address is good for. */
export const emailChangeHours = 24

const place = (changeId: Id<"email_changes">) => `email_changes|token_sealed|${changeId}`

/** A change's token as its row keeps it, to be opened by the mail alone. */
export const sealChange = (changeId: Id<"email_changes">, token: string) =>
  seal("email-change", null, token, place(changeId))

/** The token of a change's row. */
export const openChange = (changeId: Id<"email_changes">, sealed: string) =>
  open("email-change", null, sealed, place(changeId))

/** The change that a token confirms, unused and in time; null for any other token. */
export async function findChange(ctx: Pick<Reading, "db" | "now">, token: string) {
  const [found] = await ctx.db
    .select({ id: emailChanges.id, personId: people.id, email: emailChanges.email })
    .from(emailChanges)
    .innerJoin(people, eq(people.id, emailChanges.personId))
    .where(
      and(
        eq(emailChanges.tokenHash, sha256(token)),
        isNull(emailChanges.usedAt),
        gt(emailChanges.expiresAt, ctx.now),
        isNull(people.disabledAt),
      ),
    )
  return found ?? null
}
