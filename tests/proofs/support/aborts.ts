import pg from "pg"

/*
 * Faults planted in the database itself: of ten issuings three fail after their number was taken, and some run into each other's
 * locks. What happened is counted outside the transactions that are undone.
 */

const plant = (lockShare: number) => `
  create sequence public.planted_aborts;
  create sequence public.issuings;
  grant usage on sequence public.planted_aborts, public.issuings to public;
  create function public.planted_abort() returns trigger language plpgsql as $$
  begin
    if new.status = 'issued' and nextval('public.issuings') * 7 % 10 < 3 then
      perform nextval('public.planted_aborts');
      raise exception 'planted abort';
    end if;
    return new;
  end $$;
  create trigger zz_planted_abort after update of status on invoices for each row execute function public.planted_abort();

  create function public.planted_lock() returns trigger language plpgsql as $$
  begin
    if random() < ${lockShare} then perform pg_advisory_xact_lock(4711); end if;
    return new;
  end $$;
  create trigger zz_planted_lock before insert on invoice_taxes for each row execute function public.planted_lock();
  create trigger zz_planted_lock after update on number_series for each row execute function public.planted_lock();

  create function public.planted_delay() returns trigger language plpgsql as $$
  begin
    new.run_at := now() + interval '1 day';
    return new;
  end $$;
  create trigger zz_planted_delay before insert on graphile_worker._private_jobs
    for each row execute function public.planted_delay();`

const UPROOT = `
  drop trigger zz_planted_abort on invoices;
  drop trigger zz_planted_lock on invoice_taxes;
  drop trigger zz_planted_lock on number_series;`

/** Plants the faults, `lockShare` of the writes taking a lock that others hold; jobs are put off by a day meanwhile, so that documents are not rendered. `end` takes the faults out and says how many there were. */
export async function withAborts(ownerUrl: string, { lockShare }: { lockShare: number }) {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(plant(lockShare))
  const before = await deadlocks(owner)
  return {
    async end() {
      await owner.query(UPROOT)
      const { rows } = await owner.query<{ n: number }>(
        "select case when is_called then last_value::int else 0 end as n from public.planted_aborts",
      )
      const found = { aborted: rows[0]!.n, deadlocks: (await deadlocks(owner)) - before }
      await owner.end()
      return found
    },
  }
}

async function deadlocks(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    "select deadlocks::int as n from pg_stat_database where datname = current_database()",
  )
  return rows[0]!.n
}
