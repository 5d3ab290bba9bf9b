import pg from "pg"
import { schedule } from "~/schedule.server"
import { ourDatabase } from "../../support/world"

/*
 * The program's queue in this file's database, held: what an act leaves to be done later is written, and waits. So the
 * messages between program and Postgres are those of the act alone.
 */

async function asOwner(statements: string): Promise<void> {
  const { ownerUrl } = await ourDatabase()
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(statements)
  } finally {
    await client.end()
  }
}

/** Has every job that is written from now on wait for `releaseJobs`. */
export const holdJobs = () =>
  asOwner(`
    create function graphile_worker.held() returns trigger language plpgsql as $$
      begin
        new.run_at := greatest(new.run_at, now()) + interval '1 day';
        return new;
      end $$;
    create trigger held before insert or update of run_at on graphile_worker._private_jobs
      for each row when (new.run_at < now() + interval '1 hour') execute function graphile_worker.held()`)

/** Has nothing begin by the time of day: every cadence counts as begun already, for longer than a test runs. */
export const stillClock = () =>
  asOwner(
    schedule
      .map(
        ({ command }) => `
    insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
      values ('clock-${command}', now(), now() + interval '1 day')
      on conflict (identifier) do update set last_execution = excluded.last_execution;`,
      )
      .join(""),
  )

/** Lets jobs run again, those that were held at once. */
export const releaseJobs = () =>
  asOwner(`
    drop trigger held on graphile_worker._private_jobs;
    drop function graphile_worker.held();
    update graphile_worker._private_jobs set run_at = now() where run_at > now() + interval '23 hours'`)
