import { asc } from "drizzle-orm"
import { z } from "zod"
import { members } from "#db/schema/organizations"
import { query } from "~/platform/data/query.server"

/** Everybody whom the record may name: who belongs to the organization, and who belonged to it once, who come last. */
export const listAuditPeople = query({
  name: "list-audit-people",
  permission: "audits.read",
  actors: ["staff"],
  input: z.object({}),
  async run({ db }) {
    const everybody = await db
      .select({ personId: members.personId, name: members.name, status: members.status })
      .from(members)
      .orderBy(asc(members.status), asc(members.name), asc(members.personId))
    return everybody.map(({ personId, name, status }) => ({ personId, name, hasLeft: status === "removed" }))
  },
})
