import { deleteOrganization } from "~/organizations/delete-organization.server"
import { webPool } from "~/platform/data/database.server"
import type { World } from "./a-full-world"
import { sessionOf } from "./knock"
import { anAgency } from "./world"

/** Somebody who asks, by the cookie of their browser. */
export type Caller = { who: string; cookie?: string }

/** Everybody whose browser is to be answered like that of somebody nobody knows; nobody comes first. */
export async function sessionsThatOpenNothing(world: World): Promise<Caller[]> {
  const owner = world.people.owner.personId
  const changed = async (who: string, set: string, personId: string = owner): Promise<Caller> => {
    const cookie = await sessionOf(world, personId)
    const newest = "select id from sessions where person_id = $1 order by id desc limit 1"
    await webPool().query(`update sessions set ${set} where id = (${newest})`, [personId])
    return { who, cookie }
  }
  const gone = await world.formerColleague()
  const closed = await world.colleague("owner")
  await webPool().query("update people set disabled_at = now() where id = $1", [closed.memberId])
  const closing = await anAgency({ name: "Closing" })
  const closingCookie = await sessionOf(closing, closing.people.owner.personId)
  await deleteOrganization(closing.owner, { name: "Closing" })
  return [
    { who: "nobody" },
    { who: "a session of no secret", cookie: (await sessionOf(world, owner)).replace(/=.{8}/, "=ZXZlcmlu") },
    await changed("an ended session", "revoked_at = now()"),
    await changed("a session at rest for too long", "last_seen_at = now() - interval '2 days'"),
    await changed("a session that ran out", "expires_at = now() - interval '1 second'"),
    { who: "a removed member", cookie: await sessionOf(world, gone.memberId) },
    { who: "a closed account", cookie: await sessionOf(world, closed.memberId) },
    { who: "a member of a deleted organization", cookie: closingCookie },
  ]
}
