import { sql } from "drizzle-orm"
import { integer, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core"
import { retentionClasses } from "../../app/organizations/retention"
import { idOf, instant, recordTable, tenantTable, writtenAt } from "../tenant"
import { refersToMember } from "./organizations"

/** How many days an organization keeps a class of data; without a row it is as the product has it. */
export const retentionPeriods = tenantTable(
  "retention_periods",
  { dataClass: text("data_class", { enum: retentionClasses }).notNull(), days: integer("days").notNull() },
  (t) => [primaryKey({ columns: [t.organizationId, t.dataClass] })],
)

/** A legal hold: while one stands, nothing of the organization is purged. */
export const legalHolds = recordTable(
  "legal_holds",
  {
    reason: text("reason").notNull(),
    placedById: idOf<"people">("placed_by_id").notNull(),
    createdAt: writtenAt(),
    liftedAt: instant("lifted_at"),
    liftedById: idOf<"people">("lifted_by_id"),
  },
  (t) => [
    refersToMember(t, t.placedById),
    refersToMember(t, t.liftedById),
    uniqueIndex("legal_holds_standing").on(t.organizationId).where(sql`lifted_at is null`),
  ],
)
