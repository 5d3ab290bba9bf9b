import { type AnyColumn, and, desc, eq, ilike, isNull } from "drizzle-orm"
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core"
import { z } from "zod"
import { isId } from "~/platform/language/ids"
import { contains } from "./contains.server"
import { visibleParts } from "./visible.server"
import type { Reading } from "./work.server"

/** A record to choose. */
export type Choice = { value: string; label: string }

/** What a field offers to choose from: a few of all there are, those that bear the words that were asked for, if any does. */
export type Offer = { options: Choice[]; words: string; isFound: boolean; hasMore: boolean }

/** What is asked of an offer: words that a name bears, and the record that is chosen already, which is always offered. */
export const OfferInput = z.object({
  words: z.string().trim().max(100).catch("").default(""),
  chosen: z.string().refine(isId).nullable().catch(null).default(null),
})

/** How many records a field offers at once. */
export const mostOffered = 50

type Named = PgTable & { id: AnyPgColumn; name: AnyPgColumn; ownerId: AnyPgColumn; deletedAt: AnyColumn }

/**
 * Living records for choosing one: the newest, or those whose names bear the words; never more than a field can show, so that
 * a form costs the same however many there are.
 */
export async function offer(
  ctx: Reading,
  table: Named,
  { words, chosen }: z.output<typeof OfferInput>,
): Promise<Offer> {
  const { db } = ctx
  const parts = visibleParts(ctx, table).map((part) => and(part, isNull(table.deletedAt)))
  const newestOf = parts.length === 1 ? [desc(table.id)] : [desc(table.ownerId), desc(table.id)]
  const read = (where: ReturnType<typeof and>) =>
    db
      .select({ value: table.id, label: table.name })
      .from(table as PgTable)
      .where(where)
      .orderBy(...newestOf)
      .limit(mostOffered + 1) as unknown as Promise<Choice[]>
  const found = await Promise.all(
    parts.map((part) => read(and(part, words ? ilike(table.name, contains(words)) : undefined))),
  )
  const newest = found.flat().toSorted((a, b) => (a.value < b.value ? 1 : -1))
  const options = newest.slice(0, mostOffered)
  if (chosen && !options.some(({ value }) => value === chosen))
    for (const kept of await Promise.all(parts.map((part) => read(and(part, eq(table.id, chosen))))))
      options.push(...kept)
  return {
    options: options.toSorted((a, b) => a.label.localeCompare(b.label)),
    words,
    isFound: newest.length > 0,
    hasMore: words !== "" || newest.length > mostOffered,
  }
}
