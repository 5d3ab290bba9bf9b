import { bigint, primaryKey, text, unique } from "drizzle-orm/pg-core"
import { day, idOf, refers, tenantTable, writtenAt } from "../tenant"
import { events } from "./events"
import { bytes } from "./people"

/** The chain over an organization's events in the order in which they became true: each link is the digest of the one before it and of its event. */
export const auditSeals = tenantTable(
  "audit_seals",
  {
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    eventId: idOf<"events">("event_id").notNull(),
    /** The digest of the event's personal part, apart, so that it can be erased without breaking the chain. */
    detailHash: bytes("detail_hash").notNull(),
    hash: bytes("hash").notNull(),
    sealedAt: writtenAt("sealed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.sequence] }),
    unique("audit_seals_event").on(t.organizationId, t.eventId),
    refers(t, t.eventId, events),
  ],
)

/** The last link of a day, signed with a key that the database does not have; it is also kept outside of the database. */
export const auditHeads = tenantTable(
  "audit_heads",
  {
    headOn: day("head_on").notNull(),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    hash: bytes("hash").notNull(),
    signature: text("signature").notNull(),
    createdAt: writtenAt(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.headOn] })],
)
