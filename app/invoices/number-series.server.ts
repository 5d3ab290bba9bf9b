import { and, eq, isNull, lte, or, sql } from "drizzle-orm"
import { numberSeries, organizations } from "#db/schema/organizations"
import { defaultPatterns, numberBy } from "~/organizations/number-pattern"
import type { Reading, Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { type SeriesKind, seriesKeyOf } from "./invoice"

/** A number as it was given: its series, its place there, and how it is written. */
export type TakenNumber = { seriesId: Id<"number_series">; sequence: number; number: string }

/**
 * Takes the next number of the issue date's year. The series' row stays locked to the end of the transaction, so issuers
 * queue here, a rollback gives the number back, and issue dates never run backwards: an earlier one is a Conflict. To be
 * called as late as possible.
 */
export async function takeInvoiceNumber(
  ctx: Work,
  issueOn: string,
  kind: SeriesKind = "invoice",
): Promise<TakenNumber> {
  const key = seriesKeyOf(issueOn, kind)
  const ours = and(eq(numberSeries.kind, kind), eq(numberSeries.key, key))
  await ctx.db
    .insert(numberSeries)
    .values({ kind, key, pattern: ownPattern(kind) })
    .onConflictDoNothing()
  const [taken] = await ctx.db
    .update(numberSeries)
    .set({ nextNumber: sql`${numberSeries.nextNumber} + 1`, lastIssuedOn: issueOn })
    .where(and(ours, or(isNull(numberSeries.lastIssuedOn), lte(numberSeries.lastIssuedOn, issueOn))))
    .returning({ seriesId: numberSeries.id, next: numberSeries.nextNumber, pattern: numberSeries.pattern })
  if (!taken) throw new Conflict(await whyNot(ctx, issueOn, kind))
  const sequence = taken.next - 1
  return {
    seriesId: taken.seriesId,
    sequence,
    number: numberBy(taken.pattern ?? defaultPatterns[kind], issueOn.slice(0, 4), sequence),
  }
}

const patternOf = { invoice: organizations.invoicePattern, credit_note: organizations.creditNotePattern }

/** How the organization writes the numbers of a series that begins now. */
const ownPattern = (kind: SeriesKind) => sql<string>`(select ${patternOf[kind]} from ${organizations})`

async function whyNot(ctx: Work, issueOn: string, kind: SeriesKind) {
  const { lastIssuedOn } = await nextInvoiceNumber(ctx, issueOn, kind)
  return `A document of this series was issued on ${lastIssuedOn ?? "a later day"}; an earlier issue date would break the order of numbers.`
}

/** The number that the next document of a year would bear, and the latest issue date there; another issuer may be faster. */
export async function nextInvoiceNumber(ctx: Reading, issueOn: string, kind: SeriesKind = "invoice") {
  const key = seriesKeyOf(issueOn, kind)
  const [series] = await ctx.db
    .select({ next: numberSeries.nextNumber, lastIssuedOn: numberSeries.lastIssuedOn, pattern: numberSeries.pattern })
    .from(numberSeries)
    .where(and(eq(numberSeries.kind, kind), eq(numberSeries.key, key)))
  const [own] = series ? [series] : await ctx.db.select({ pattern: patternOf[kind] }).from(organizations)
  const number = numberBy(own?.pattern ?? defaultPatterns[kind], issueOn.slice(0, 4), series?.next ?? 1)
  return { number, lastIssuedOn: series?.lastIssuedOn ?? null }
}
