import { bigint, boolean, numeric, primaryKey, text } from "drizzle-orm/pg-core"
import { dealStatuses } from "../../app/deals/deal"
import { invoiceStandings } from "../../app/invoices/invoice"
import { day, idOf, tenantTable } from "../tenant"

/** A sum of money in minor units; of many rows it may be more than a bigint holds. */
const sum = (name: string) => numeric(name, { precision: 40, scale: 0, mode: "bigint" }).notNull()

/** What every tally carries: its place in the order of writing, whether it was folded into one row of its key, and how many rows it counts. */
const tallied = () => ({
  nth: bigint("nth", { mode: "bigint" }).notNull().generatedByDefaultAsIdentity(),
  isFolded: boolean("is_folded").notNull().default(false),
  counted: bigint("counted", { mode: "number" }).notNull(),
})

/**
 * How many living deals there are of each kind and what they are worth: as many rows as were written since, and one of each kind.
 * Written by triggers, added up by whoever reads. Won and lost deals are told apart by the day they moved, long ago by one day.
 */
export const dealTallies = tenantTable(
  "deal_tallies",
  {
    stageId: idOf<"stages">("stage_id").notNull(),
    status: text("status", { enum: dealStatuses }).notNull(),
    ownerId: idOf<"people">("owner_id"),
    currency: text("currency").notNull(),
    movedOn: day("moved_on"),
    valueMinor: sum("value_minor"),
    ...tallied(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.nth] })],
)

/**
 * How many living invoices there are of each kind, what they come to and what of them is owed, like `deal_tallies`. Open ones are
 * told apart by the day they are due, long ago by one day. Credit notes take away from totals.
 */
export const invoiceTallies = tenantTable(
  "invoice_tallies",
  {
    standing: text("standing", { enum: invoiceStandings }).notNull(),
    isCredit: boolean("is_credit").notNull(),
    ownerId: idOf<"people">("owner_id"),
    currency: text("currency").notNull(),
    dueOn: day("due_on"),
    totalMinor: sum("total_minor"),
    balanceMinor: sum("balance_minor"),
    ...tallied(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.nth] })],
)
