import { and, eq } from "drizzle-orm"
import { members } from "#db/schema/organizations"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"

type Status = (typeof members.$inferSelect)["status"]

/** A member's row, held for a change; NotFound for who is none, or not in this standing. */
export async function heldMember({ db }: Pick<Reading, "db">, personId: Id<"people">, status: Status) {
  const [member] = await db
    .select()
    .from(members)
    .where(and(eq(members.personId, personId), eq(members.status, status)))
    .for("update")
  if (!member) throw new NotFound("member")
  return member
}
