import { and, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { apiKeys } from "#db/schema/api-keys"
import { members, ownRoles } from "#db/schema/organizations"
import { grantedBy, grantedToMember, hiddenFromMember } from "~/organizations/granted.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { roleNames } from "~/organizations/role"
import { type Granted, isWithin } from "~/permissions"
import { newestFirst, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import type { Id } from "~/platform/language/ids"
import { standingOf } from "./api-key"
import { rolesForKeys } from "./key-roles.server"

/** A key by its id, without its digest; NotFound for none of ours. */
export async function heldKey({ db }: Reading, keyId: Id<"api_keys">) {
  const { secretHash: _digest, ...shown } = keyColumns
  const [key] = await db.select(shown).from(apiKeys).where(eq(apiKeys.id, keyId))
  if (!key) throw new NotFound("key")
  return key
}

const keyColumns = {
  id: apiKeys.id,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  secretHash: apiKeys.secretHash,
  role: apiKeys.role,
  roleId: apiKeys.roleId,
  isReadOnly: apiKeys.isReadOnly,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
  replacedById: apiKeys.replacedById,
}

const grantedToKey = sql<Granted | null>`case when ${apiKeys.roleId} is not null then ${grantedBy("api_keys.role_id")} end`

const keyRows = ({ db }: Reading) => {
  const { secretHash: _digest, ...shown } = keyColumns
  return db
    .select({
      ...shown,
      ownRole: ownRoles.name,
      granted: grantedToKey,
      hides: ownRoles.hides,
      maker: members.name,
      makerStatus: members.status,
      makerRole: members.role,
      makerGranted: grantedToMember,
      makerHides: hiddenFromMember,
    })
    .from(apiKeys)
    .innerJoin(members, eq(members.personId, apiKeys.createdById))
    .leftJoin(ownRoles, and(eq(ownRoles.id, apiKeys.roleId)))
}

type KeyRow = Awaited<ReturnType<typeof keyRows>>[number]

/** A key with the name of its role, and whether it works. */
function withStanding({ now }: Reading, row: KeyRow) {
  const { ownRole, granted, makerStatus, makerRole, makerGranted, hides, makerHides, ...key } = row
  const mayAll = isWithin(
    { role: key.role, granted, hides: hides ?? [] },
    { role: makerRole, granted: makerGranted, hides: makerHides },
  )
  const isCovered = makerStatus === "active" && mayAll
  return { ...key, roleName: ownRole ?? roleNames[key.role], standing: standingOf({ ...key, isCovered }, now) }
}

/** The organization's keys, newest first, a page at a time: those that work and those that did, with who made them and when each was last used. */
export const listApiKeys = query({
  name: "list-api-keys",
  permission: "api-keys.read",
  actors: ["staff"],
  input: z.object(PageInput),
  async run(ctx, cursor) {
    const { timeZone, locale } = await getOrganization(ctx, {})
    const list = newestFirst<KeyRow>(apiKeys.id, cursor)
    const found = await keyRows(ctx)
      .where(list.where)
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const { rows, newer, older } = list.page(found)
    return { keys: rows.map((row) => withStanding(ctx, row)), newer, older, timeZone, locale }
  },
})

/** One key as its pages show it. */
export const getApiKey = query({
  name: "get-api-key",
  permission: "api-keys.read",
  actors: ["staff"],
  input: z.object({ keyId: id("api_keys") }),
  async run(ctx, { keyId }) {
    const [key] = await keyRows(ctx).where(eq(apiKeys.id, keyId))
    if (!key) throw new NotFound("key")
    const { timeZone, locale } = await getOrganization(ctx, {})
    return { ...withStanding(ctx, key), timeZone, locale }
  },
})

/** The roles that the reader may give to a key, with what each is called. */
export const listKeyRoles = query({
  name: "list-key-roles",
  permission: "api-keys.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const offered = await rolesForKeys(ctx)
    return offered.map(({ value, name }) => ({ value, label: name }))
  },
})
