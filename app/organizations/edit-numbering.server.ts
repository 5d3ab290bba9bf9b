import { and, eq, isNotNull } from "drizzle-orm"
import { invoices } from "#db/schema/invoices"
import { numberSeries, organizations } from "#db/schema/organizations"
import { proposalVersions } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import type { Reading } from "~/platform/data/work.server"
import { todayIn } from "~/platform/language/dates"
import { Invalid } from "~/platform/language/errors"
import { EditNumberingInput } from "./inputs.server"
import { defaultPatterns } from "./number-pattern"
import { getOrganization } from "./organization-queries.server"

/**
 * Says how invoices and credit notes are numbered, and in which currency the books are kept. A series that has begun keeps its pattern
 * to the end of its year; the currency stays once a document went out.
 */
export const editNumbering = command({
  name: "edit-numbering",
  actors: ["staff"],
  input: EditNumberingInput,
  async step(ctx, { currency, invoicePattern, creditNotePattern }) {
    const { id: organizationId, timeZone, ...before } = await getOrganization(ctx, {})
    if (currency !== before.currency && (await hasDocuments(ctx)))
      throw new Invalid("currency", `Documents went out in ${before.currency}: the books stay in it`)
    await assertApart(ctx, todayIn(timeZone, ctx.now).slice(0, 4), { invoicePattern, creditNotePattern })
    const after = { currency, invoicePattern, creditNotePattern }
    await ctx.db.update(organizations).set(after).where(eq(organizations.id, organizationId))
    ctx.record("numbering.edited", { organizationId, ...after }, { before: numberingOf(before), after })
    return { organizationId }
  },
})

type Numbering = { currency: string; invoicePattern: string | null; creditNotePattern: string | null }

const numberingOf = ({ currency, invoicePattern, creditNotePattern }: Numbering) => ({
  ...{ currency, invoicePattern, creditNotePattern },
})

/** Whether anything went out that names the currency: an issued invoice or a sent proposal. */
export async function hasDocuments(ctx: Reading): Promise<boolean> {
  const [issued] = await ctx.db.select({ id: invoices.id }).from(invoices).where(isNotNull(invoices.number)).limit(1)
  const [sent] = issued ? [issued] : await ctx.db.select({ id: proposalVersions.id }).from(proposalVersions).limit(1)
  return sent !== undefined
}

type Patterns = { invoicePattern: string; creditNotePattern: string }

/** The series of a year that begins must not give the numbers of its other one, which has begun by an older pattern. */
async function assertApart(ctx: Reading, year: string, { invoicePattern, creditNotePattern }: Patterns) {
  const begun = async (kind: "invoice" | "credit_note", key: string) => {
    const [series] = await ctx.db
      .select({ pattern: numberSeries.pattern })
      .from(numberSeries)
      .where(and(eq(numberSeries.kind, kind), eq(numberSeries.key, key)))
    return series && (series.pattern ?? defaultPatterns[kind])
  }
  if ((await begun("invoice", year)) === creditNotePattern)
    throw new Invalid("creditNotePattern", "This year's invoices are numbered so; credit notes need their own numbers")
  if ((await begun("credit_note", `CN-${year}`)) === invoicePattern)
    throw new Invalid("invoicePattern", "This year's credit notes are numbered so; invoices need their own numbers")
}
