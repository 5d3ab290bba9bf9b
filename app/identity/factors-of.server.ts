import { and, asc, count, eq, isNotNull, isNull } from "drizzle-orm"
import { passkeys, recoveryCodes, totpFactors } from "#db/schema/factors"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"

/** What a person can show besides a password: an authenticator app that was confirmed, passkeys, recovery codes that are left. */
export async function factorsOf({ db }: Pick<Reading, "db">, personId: Id<"people">) {
  const [authenticator] = await db
    .select({ createdAt: totpFactors.createdAt })
    .from(totpFactors)
    .where(and(eq(totpFactors.personId, personId), isNotNull(totpFactors.confirmedAt)))
  const keys = await db
    .select({
      ...{ id: passkeys.id, credentialId: passkeys.credentialId, name: passkeys.name },
      ...{ transports: passkeys.transports, createdAt: passkeys.createdAt, lastUsedAt: passkeys.lastUsedAt },
    })
    .from(passkeys)
    .where(eq(passkeys.personId, personId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
  const [left] = await db
    .select({ count: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)))
  return { authenticator: authenticator ?? null, passkeys: keys, codesLeft: left?.count ?? 0 }
}

/** Whether a person has a second factor, so that a password alone lets nobody in. Recovery codes alone are none. */
export async function hasFactor(ctx: Pick<Reading, "db">, personId: Id<"people">): Promise<boolean> {
  const { authenticator, passkeys: keys } = await factorsOf(ctx, personId)
  return authenticator !== null || keys.length > 0
}
