import type pg from "pg"

/** How many transactions one connection makes durable in a second: what the disk's fsync allows. */
export async function commitsPerSecond(admin: pg.Client): Promise<number> {
  await admin.query("create table if not exists bench_durable (at int)")
  const until = performance.now() + 1_000
  let commits = 0
  while (performance.now() < until) {
    await admin.query("insert into bench_durable values (1)")
    commits++
  }
  await admin.query("drop table bench_durable")
  return commits
}
