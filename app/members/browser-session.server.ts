import { eq, sql } from "drizzle-orm"
import { sessions } from "#db/schema/people"
import type { Reading } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"

/** The living session of a browser: whose, where, and how they proved who they are. */
export type BrowserSession = {
  personId: Id<"people">
  organizationId: Id<"organizations">
  name: string
  authenticatedAt: Date
  factorAt: Date | null
  /** When it ends at the latest. */
  endsAt: Date
  isBound: boolean
  /** A super-admin of the installation who was let in, and is no member. */
  isSupport: boolean
}

type Row = { person_id: Id<"people">; organization_id: Id<"organizations">; name: string; is_support: boolean }

/** The living session of a secret, or null for a wrong, ended or idle one. */
export async function findSession(
  { db, now }: Pick<Reading, "db" | "now">,
  secret: string,
): Promise<BrowserSession | null> {
  const { rows } = await db.execute<Row>(
    sql`select person_id, organization_id, name, is_support from app.resolve_session(${sha256(secret)}, ${now.toISOString()}::timestamptz)`,
  )
  const found = rows[0]
  if (!found) return null
  const [session] = await db
    .select({
      authenticatedAt: sessions.authenticatedAt,
      factorAt: sessions.factorAt,
      endsAt: sessions.expiresAt,
      isBound: sessions.isBoundToOrganization,
    })
    .from(sessions)
    .where(eq(sessions.tokenHash, sha256(secret)))
  if (!session) return null
  const { person_id: personId, organization_id: organizationId, name, is_support: isSupport } = found
  return { personId, organizationId, name, isSupport, ...session }
}
