import { sql } from "drizzle-orm"
import type { Context } from "./contexts.server"
import type { Db } from "./database.server"
import { toJson } from "./json.server"
import type { Job } from "./work.server"

/**
 * Writes a job in the transaction under way: a rollback leaves none. It carries ids, never a text or a secret; the database
 * stamps the organization, and whether mails of the act go out goes along. Up to twelve tries by the queue's own backoff.
 */
export function enqueueJob(db: Db, ctx: Context, job: Job) {
  const input = JSON.stringify(toJson(job.input))
  const runAt = job.runAt?.toISOString() ?? null
  const enqueue = ctx.kind === "anonymous" ? sql`app.enqueue_for_installation` : sql`app.enqueue`
  return db.execute(
    sql`select ${enqueue}(${job.command.name}::text, ${input}::jsonb, ${job.key ?? null}::text, ${runAt}::timestamptz, ${ctx.mails}::text)`,
  )
}
