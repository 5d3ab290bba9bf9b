import { sql } from "drizzle-orm"
import { boolean, index, integer, text, unique } from "drizzle-orm/pg-core"
import {
  dealStatuses,
  recurrences,
  stageKinds,
  stageMilestones,
  stageTones,
  standsTooLongDays,
} from "../../app/deals/deal"
import { taxCategories } from "../../app/pricing/tax"
import { core, day, exact, idOf, instant, minor, recordTable, refers } from "../tenant"
import { companies } from "./companies"
import { contacts } from "./contacts"
import { refersToMember } from "./organizations"

/** The road a deal travels. */
export const pipelines = recordTable("pipelines", {
  name: text("name").notNull(),
  position: integer("position").notNull().default(0),
  ...core(),
})

/**
 * A stage of a pipeline: its order, how likely a deal there is won (percent), whether it ends the road, and the milestone
 * that brings a deal there by itself.
 */
export const stages = recordTable(
  "stages",
  {
    pipelineId: idOf<"pipelines">("pipeline_id").notNull(),
    name: text("name").notNull(),
    position: integer("position").notNull(),
    probability: integer("probability").notNull(),
    kind: text("kind", { enum: stageKinds }).notNull().default("open"),
    milestone: text("milestone", { enum: stageMilestones }),
    tone: text("tone", { enum: stageTones }).notNull().default("slate"),
    ...core(),
  },
  (t) => [refers(t, t.pipelineId, pipelines), unique("stages_position").on(t.organizationId, t.pipelineId, t.position)],
)

/** A piece of work the agency hopes to win, worth the sum of its lines; monthly value stands apart. */
export const deals = recordTable(
  "deals",
  {
    title: text("title").notNull(),
    companyId: idOf<"companies">("company_id"),
    contactId: idOf<"contacts">("contact_id"),
    pipelineId: idOf<"pipelines">("pipeline_id").notNull(),
    stageId: idOf<"stages">("stage_id").notNull(),
    status: text("status", { enum: dealStatuses }).notNull().default("open"),
    currency: text("currency").notNull(),
    pricesIncludeTax: boolean("prices_include_tax").notNull().default(false),
    valueMinor: minor("value_minor").notNull().default(sql`0`),
    monthlyMinor: minor("monthly_minor").notNull().default(sql`0`),
    termMonths: integer("term_months"),
    expectedCloseOn: day("expected_close_on"),
    ownerId: idOf<"people">("owner_id"),
    wonAt: instant("won_at"),
    wonMinor: minor("won_minor"),
    lostAt: instant("lost_at"),
    lostReason: text("lost_reason"),
    competitor: text("competitor"),
    stageChangedAt: instant("stage_changed_at").notNull(),
    /** From which day an open deal waits for a next step: it was expected to close before, or stands too long. */
    waitsFromOn: day("waits_from_on").generatedAlwaysAs(
      sql.raw(
        `least(coalesce(expected_close_on + 1, (stage_changed_at at time zone 'UTC')::date), (stage_changed_at at time zone 'UTC')::date + ${standsTooLongDays})`,
      ),
    ),
    ...core(),
  },
  (t) => [
    refers(t, t.companyId, companies),
    refers(t, t.contactId, contacts),
    refers(t, t.pipelineId, pipelines),
    refers(t, t.stageId, stages),
    refersToMember(t, t.ownerId),
    index("deals_newest").on(t.organizationId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("deals_by_status").on(t.organizationId, t.status, t.createdAt, t.id),
    index("deals_by_owner").on(t.organizationId, t.ownerId, t.createdAt, t.id),
    index("deals_by_stage").on(
      t.organizationId,
      t.stageId,
      t.stageChangedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("deals_waiting")
      .on(t.organizationId, t.ownerId, t.waitsFromOn, t.id)
      .where(sql`status = 'open' and deleted_at is null`),
    index("deals_by_company").on(t.organizationId, t.companyId),
    index("deals_by_contact").on(t.organizationId, t.contactId),
  ],
)

/** A line of a deal; the same lines go unchanged into its proposal and invoice. */
export const dealLines = recordTable(
  "deal_lines",
  { dealId: idOf<"deals">("deal_id").notNull(), ...pricedLine() },
  (t) => [refers(t, t.dealId, deals), index("deal_lines_by_deal").on(t.organizationId, t.dealId, t.position)],
)

/** What a priced line says, on deals, proposals and invoices alike. */
export function pricedLine() {
  return {
    position: integer("position").notNull(),
    name: text("name").notNull(),
    description: text("description"),
    quantity: exact("quantity").notNull().default("1"),
    unit: text("unit"),
    unitPrice: exact("unit_price").notNull(),
    discountPercent: exact("discount_percent").notNull().default("0"),
    taxCategory: text("tax_category", { enum: taxCategories }).notNull().default("standard"),
    taxRate: exact("tax_rate").notNull(),
    taxReason: text("tax_reason"),
    secondTaxRate: exact("second_tax_rate"),
    recurrence: text("recurrence", { enum: recurrences }).notNull().default("once"),
    isOptional: boolean("is_optional").notNull().default(false),
  }
}
