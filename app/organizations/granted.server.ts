import { type SQL, sql } from "drizzle-orm"
import { members, ownRolePermissions } from "#db/schema/organizations"
import type { Granted } from "~/permissions"

/** What the own role of a member was given, permission by permission; null for who has a built-in role. */
export const granted: SQL<Granted | null> = sql`case when ${members.roleId} is not null then (
  select coalesce(jsonb_object_agg(${ownRolePermissions.permission}, ${ownRolePermissions.scope}), '{}')
  from ${ownRolePermissions} where ${ownRolePermissions.roleId} = ${members.roleId}) end`
