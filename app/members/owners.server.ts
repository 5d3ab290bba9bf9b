import { and, eq, ne, sql } from "drizzle-orm"
import { members } from "#db/schema/organizations"
import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"

/**
 * Refuses to take the last owner away. Whoever changes owners stands in line at the organization, so that of two who do so at once
 * the second sees what the first left; the database itself keeps the same rule.
 */
export async function assertNotLastOwner({ db }: Work, personId: Id<"people">) {
  await db.execute(sql`select from organizations for no key update`)
  const [other] = await db
    .select({ personId: members.personId })
    .from(members)
    .where(and(eq(members.role, "owner"), eq(members.status, "active"), ne(members.personId, personId)))
    .limit(1)
  if (!other) throw new Conflict("An organization keeps an owner: make somebody else an owner first.")
}
