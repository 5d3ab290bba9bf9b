import { setTimeout as pause } from "node:timers/promises"
import type { Installation } from "../installation"
import type { Limit } from "../limits/limit"
import type { Row } from "../measure/row"

/** Jobs of a command that finds nothing to do, through the program's own queue; the limit claims a row for each, one transaction a row. */
export function jobRows(installation: Installation, limit: Limit, jobs: number): Row[] {
  const { program, postgresPid: postgres } = installation
  return [
    {
      ...{ name: "jobs", aim: 0.5 },
      ours: { ...queue(installation, jobs), pids: { program: program.pid(), postgres } },
      limit: { ...claims(installation, limit, jobs), pids: { program: limit.pid, postgres } },
    },
  ]
}

/** The jobs are written in a transaction whose commit tells the queue of all of them at once. */
function queue({ admin }: Installation, pieces: number) {
  const isWaiting = async () => (await admin.query("select from graphile_worker._private_jobs limit 1")).rows.length > 0
  return {
    pieces,
    async prepare() {
      await admin.query("begin")
      await admin.query(
        `select graphile_worker.add_job('expire-limit', '{"organization": null, "input": {}}'::json)
         from generate_series(1, $1::int)`,
        [pieces],
      )
    },
    async work() {
      await admin.query("commit")
      while (await isWaiting()) await pause(10)
    },
  }
}

function claims({ admin }: Installation, { url }: Limit, pieces: number) {
  return {
    pieces,
    async prepare() {
      await admin.query("drop schema if exists bench cascade")
      await admin.query("create schema bench create table jobs (id bigint primary key, payload jsonb)")
      await admin.query("grant usage on schema bench to public; grant all on bench.jobs to public")
      await admin.query(`insert into bench.jobs select g, '{"input": {}}' from generate_series(1, $1::int) g`, [pieces])
    },
    async work() {
      const answer = await fetch(`${url}/jobs`, { method: "POST" })
      if (!answer.ok) throw new Error(`The limit's queue: ${answer.status}`)
      await admin.query("drop schema bench cascade")
    },
  }
}
