import { createHash } from "node:crypto"
import { and, eq, sql } from "drizzle-orm"
import { receipts } from "#db/schema/events"
import { Conflict } from "~/platform/language/errors"
import { canonicalJson, fromJson, toJson } from "./json.server"
import type { Work } from "./work.server"

/**
 * The answer a submission was given before, if it was. Waits for a twin under way; refuses the same key with another body.
 */
export async function answeredBefore(
  { db, later }: Pick<Work, "db" | "later">,
  command: string,
  key: string,
  body: unknown,
): Promise<{ answer: unknown } | null> {
  later(
    db.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(app.current_organization()::text || ${command} || ${key}, 0))`,
    ),
  )
  const [receipt] = await db
    .select()
    .from(receipts)
    .where(and(eq(receipts.command, command), eq(receipts.key, key)))
  if (!receipt) return null
  if (receipt.bodyHash !== hashOf(body)) {
    throw new Conflict("This form was already sent with other values. Reload the page to see what was saved.")
  }
  return { answer: fromJson(receipt.answer) }
}

/** Keeps the answer with the act itself, so that sending the same again answers the same. */
export function keepReceipt(
  { db, later }: Pick<Work, "db" | "later">,
  command: string,
  key: string,
  body: unknown,
  answer: unknown,
): void {
  later(db.insert(receipts).values({ command, key, bodyHash: hashOf(body), answer: toJson(answer) ?? null }))
}

const hashOf = (body: unknown) => createHash("sha256").update(canonicalJson(body)).digest("hex")
