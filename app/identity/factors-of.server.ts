import { and, asc, count, eq, isNotNull, isNull, sql } from "drizzle-orm"
import { passkeys, recoveryCodes, totpFactors } from "#db/schema/factors"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"

/**
 * Whose second factors: a person's own; or, with an organization, those that somebody set up whom its identity provider let in.
 * These count in such sessions there and nowhere else, as that provider's word does (docs/decisions, 18).
 */
export type Holder = { personId: Id<"people">; organizationId: Id<"organizations"> | null }

/** What a person has of their own. */
export const ownOf = (personId: Id<"people">): Holder => ({ personId, organizationId: null })

/** The rows of a holder, in a table of factors that may be bound. */
export const heldBy = (table: typeof totpFactors | typeof recoveryCodes, { personId, organizationId }: Holder) =>
  and(
    eq(table.personId, personId),
    organizationId === null ? isNull(table.organizationId) : eq(table.organizationId, organizationId),
  )

/**
 * What a holder can show besides a password: an authenticator app that was confirmed, passkeys, recovery codes that are left.
 * Passkeys are a person's own always: they sign in by themselves.
 */
export async function factorsOf({ db }: Pick<Reading, "db">, holder: Holder) {
  const [authenticator] = await db
    .select({ createdAt: totpFactors.createdAt })
    .from(totpFactors)
    .where(and(heldBy(totpFactors, holder), isNotNull(totpFactors.confirmedAt)))
  const keys = await db
    .select({
      ...{ id: passkeys.id, credentialId: passkeys.credentialId, name: passkeys.name },
      ...{ transports: passkeys.transports, createdAt: passkeys.createdAt, lastUsedAt: passkeys.lastUsedAt },
    })
    .from(passkeys)
    .where(holder.organizationId === null ? eq(passkeys.personId, holder.personId) : sql`false`)
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
  const [left] = await db
    .select({ count: count() })
    .from(recoveryCodes)
    .where(and(heldBy(recoveryCodes, holder), isNull(recoveryCodes.usedAt)))
  return { authenticator: authenticator ?? null, passkeys: keys, codesLeft: left?.count ?? 0 }
}

/** Whether a holder has a second factor, so that a password alone lets nobody in. Recovery codes alone are none. */
export async function hasFactor(ctx: Pick<Reading, "db">, holder: Holder): Promise<boolean> {
  const { authenticator, passkeys: keys } = await factorsOf(ctx, holder)
  return authenticator !== null || keys.length > 0
}
