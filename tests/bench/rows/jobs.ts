import { setTimeout as pause } from "node:timers/promises"
import type { Installation } from "../installation"
import type { Limit } from "../limits/limit"
import type { Row } from "../measure/row"

/** Jobs of a command that finds nothing to do, through the program's own queue; the limit claims a row for each, one transaction a row. */
export function jobRows(installation: Installation, limit: Limit, jobs: number): Row[] {
  const { admin, program, postgresPid: postgres } = installation
  const ours = async () => {
    await admin.query(
      `select graphile_worker.add_job('expire-limit', '{"organization": null, "input": {}}'::json)
       from generate_series(1, $1::int)`,
      [jobs],
    )
    while (await isWaiting()) await pause(10)
    return jobs
  }
  const isWaiting = async () => {
    const { rows } = await admin.query("select from graphile_worker._private_jobs limit 1")
    return rows.length > 0
  }
  const claims = async () => {
    await admin.query("create schema bench create table jobs (id bigint primary key, payload jsonb)")
    await admin.query("grant usage on schema bench to public; grant all on bench.jobs to public")
    await admin.query(`insert into bench.jobs select g, '{"input": {}}' from generate_series(1, $1::int) g`, [jobs])
    const answer = await fetch(`${limit.url}/jobs`, { method: "POST" })
    await admin.query("drop schema bench cascade")
    if (!answer.ok) throw new Error(`The limit's queue: ${answer.status}`)
    return jobs
  }
  return [
    {
      ...{ name: "jobs", aim: 0.5 },
      ours: { pids: { program: program.pid(), postgres }, work: ours },
      limit: { pids: { program: limit.pid, postgres }, work: claims },
    },
  ]
}
