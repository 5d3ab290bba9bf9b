import { type SQL, sql } from "drizzle-orm"
import type { Granted } from "~/permissions"
import type { Hideable } from "./role"

/** What an own role was given, permission by permission; `role` is the column of its id with its table's name. */
export const grantedBy = (role: "own_roles.id" | "members.role_id" | "api_keys.role_id"): SQL<Granted> =>
  sql`(select coalesce(jsonb_object_agg(g.permission, g.scope), '{}') from own_role_permissions g where g.role_id = ${sql.raw(role)})`

/** What the own role of a member was given; null for who has a built-in role. */
export const grantedToMember: SQL<Granted | null> = sql`case when members.role_id is not null then ${grantedBy("members.role_id")} end`

/** What the own role of a member hides; nothing for who has a built-in role. */
export const hiddenFromMember: SQL<Hideable[]> =
  sql`coalesce((select r.hides from own_roles r where r.id = members.role_id), '{}')`
