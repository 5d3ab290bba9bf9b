import { and, eq, gt, isNull } from "drizzle-orm"
import { ceremonies } from "#db/schema/factors"
import type { Reading, Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256, token } from "~/platform/security/crypto.server"

/** What is begun in one request and ended in another. */
export type CeremonyKind = (typeof ceremonies.$inferSelect)["kind"]

/** A ceremony to be begun: whose it is, as far as that is known, what its end must remember, and how long it stands open. */
export type NewCeremony = {
  kind: CeremonyKind
  personId: Id<"people"> | null
  state: Record<string, unknown>
  minutes: number
}

/** Begins a ceremony. Answers the secret for the browser's cookie; only its digest is kept. */
export async function beginCeremony(ctx: Work, { minutes, ...begun }: NewCeremony): Promise<string> {
  const secret = token()
  const expiresAt = new Date(ctx.now.getTime() + minutes * 60_000)
  await ctx.db.insert(ceremonies).values({ ...begun, tokenHash: sha256(secret), expiresAt })
  return secret
}

const living = ({ now }: Pick<Reading, "now">, kind: CeremonyKind, secret: string) =>
  and(
    ...[eq(ceremonies.tokenHash, sha256(secret)), eq(ceremonies.kind, kind)],
    ...[isNull(ceremonies.usedAt), gt(ceremonies.expiresAt, now)],
  )

/** The ceremony of a secret that is under way; null for one that has ended, ran out or never was. */
export async function findCeremony(ctx: Pick<Reading, "db" | "now">, kind: CeremonyKind, secret: string) {
  const [found] = await ctx.db
    .select({ personId: ceremonies.personId, state: ceremonies.state })
    .from(ceremonies)
    .where(living(ctx, kind, secret))
  return found ?? null
}

/** Ends a ceremony, once: of simultaneous ends one gets it, the others null. */
export async function endCeremony(ctx: Work, kind: CeremonyKind, secret: string) {
  const [ended] = await ctx.db
    .update(ceremonies)
    .set({ usedAt: ctx.now })
    .where(living(ctx, kind, secret))
    .returning({ personId: ceremonies.personId, state: ceremonies.state })
  return ended ?? null
}
