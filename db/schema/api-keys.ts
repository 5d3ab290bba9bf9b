import { boolean, index, text, unique } from "drizzle-orm/pg-core"
import { roles } from "../../app/organizations/role"
import { idOf, instant, recordTable, refers, writtenAt } from "../tenant"
import { ownRoles, refersToMember } from "./organizations"
import { bytes } from "./people"

/** A key by which a program acts in the organization as a role: shown once, then known by its first letters and its digest alone. */
export const apiKeys = recordTable(
  "api_keys",
  {
    name: text("name").notNull(),
    prefix: text("prefix").notNull(),
    secretHash: bytes("secret_hash").notNull(),
    role: text("role", { enum: roles }).notNull(),
    roleId: idOf<"own_roles">("role_id"),
    isReadOnly: boolean("is_read_only").notNull(),
    createdById: idOf<"people">("created_by_id").notNull(),
    createdAt: writtenAt(),
    expiresAt: instant("expires_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    lastUsedIp: text("last_used_ip"),
    revokedAt: instant("revoked_at"),
    /** The key that takes its place; both work until this one runs out. */
    replacedById: idOf<"api_keys">("replaced_by_id"),
  },
  (t) => [
    unique("api_keys_prefix").on(t.prefix),
    refers(t, t.roleId, ownRoles),
    refersToMember(t, t.createdById),
    index("api_keys_newest").on(t.organizationId, t.id.desc()),
  ],
)
