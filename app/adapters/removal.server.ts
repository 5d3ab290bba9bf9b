import { type Removed, removeOrganization } from "#db/remove-organization"
import { databaseUrls } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { removeHeads } from "./audit-heads.server"
import { files } from "./files.server"

/**
 * Removes an organization with everything that is kept of it: its rows over the connection of the tables' owner, since the
 * program's own role may not delete them, then its files and the heads of its record. There is no way back.
 */
export async function removeForGood(organizationId: Id<"organizations">): Promise<Removed> {
  const removed = await removeOrganization(databaseUrls().ownerUrl, organizationId)
  await files().removeAllOf(organizationId)
  await removeHeads(organizationId)
  return removed
}
