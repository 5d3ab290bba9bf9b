import { consume, counter, forgive, type Limit, type Queryable, type Verdict } from "./limits.server"

/** How long one waits after the first failure too many, in seconds, and at most; each further failure doubles it. */
const FIRST_SECONDS = 60
const MOST_SECONDS = 15 * 60

const delayed = (limit: Limit): Limit => ({ ...limit, name: `${limit.name}-delay` })

/* A key that used its limit up has a row of its own: until when it waits, and how often it tried since. */

const BEGIN = "insert into limits (key, window_start, count) values ($1, now() + make_interval(secs => $2), 1)"

const TRY = `
  with tried as (
    update limits set count = least(count + 1, 1000), window_start = now() + make_interval(secs => least($2 * 2 ^ least(count, 20), $3))
    where key = $1 and window_start <= now() returning 1)
  select exists (select from tried) as allowed,
    (select ceil(extract(epoch from max(window_start) - clock_timestamp()))::int from limits where key = $1) as left`

/**
 * Counts one failure like `consume`. Once the limit is used up, one may try again after a minute, then after two, four, and
 * so on up to a quarter of an hour, one at a time, until it is forgiven: nobody is locked out for good, and who guesses on
 * gets ninety-six tries a day instead of nine hundred and sixty.
 */
export async function consumeDelayed(db: Queryable, limit: Limit, key: string): Promise<Verdict> {
  const waiting = counter(delayed(limit), key)
  const { rows } = await db.query(TRY, [waiting, FIRST_SECONDS, MOST_SECONDS])
  const { allowed, left } = rows[0] as { allowed: boolean; left: number | null }
  if (left !== null) return { allowed, used: limit.count, retryAfter: Math.max(1, left) }
  const verdict = await consume(db, limit, key)
  if (verdict.used === limit.count) await db.query(BEGIN, [waiting, FIRST_SECONDS])
  return verdict.allowed ? verdict : { ...verdict, retryAfter: Math.min(verdict.retryAfter, FIRST_SECONDS) }
}

/** Forgets what was counted for a key, and that it waits. */
export async function forgiveDelayed(db: Queryable, limit: Limit, key: string): Promise<void> {
  await forgive(db, limit, key)
  await forgive(db, delayed(limit), key)
}
