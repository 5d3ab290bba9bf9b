import { retentionPeriods } from "#db/schema/retention"
import type { Reading } from "~/platform/data/work.server"
import { type PerClass, retentionClasses, retentionTable } from "./retention"

/** How many days the organization keeps each class: as it chose, or as the product has it. */
export async function periodsOf({ db }: Reading): Promise<PerClass> {
  const rows = await db.select({ name: retentionPeriods.dataClass, days: retentionPeriods.days }).from(retentionPeriods)
  const chosen = new Map(rows.map(({ name, days }) => [name, days]))
  const days = retentionClasses.map((name) => [name, chosen.get(name) ?? retentionTable[name].days])
  return Object.fromEntries(days) as PerClass
}
