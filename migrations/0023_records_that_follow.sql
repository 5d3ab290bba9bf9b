create function app.organizations_of(person uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select m.organization_id from public.members m
    join public.organizations o on o.id = m.organization_id and o.deleted_at is null
    where m.person_id = person and m.status = 'active'
    order by m.organization_id
  $$;
--> statement-breakpoint
comment on function app.organizations_of(uuid) is 'The organizations that a person belongs to, whose records tell of what is done about the account; by their ids alone.';
--> statement-breakpoint
create function app.transactions_before() returns bigint
  language sql stable parallel safe
  as $$ select 0::bigint $$;
--> statement-breakpoint
comment on function app.transactions_before() is 'How many transactions were counted before this server began to count; the start of the program writes it anew where the data came from another server.';
--> statement-breakpoint
create or replace function app.transaction() returns bigint
  language sql stable parallel safe
  as $$ select pg_current_xact_id()::text::bigint + app.transactions_before() $$;
--> statement-breakpoint
create function app.oldest_transaction() returns bigint
  language sql stable parallel safe
  as $$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + app.transactions_before() $$;
--> statement-breakpoint
comment on function app.oldest_transaction() is 'The oldest transaction that still runs: all before it have ended.';
--> statement-breakpoint
create function app.newest_transaction() returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select max(newest.transaction) from public.organizations o
    cross join lateral (
      select e.transaction from public.events e where e.organization_id = o.id order by e.transaction desc, e.id desc limit 1
    ) newest
  $$;
--> statement-breakpoint
comment on function app.newest_transaction() is 'The newest transaction in which anything happened, in whatever organization.';
--> statement-breakpoint
create or replace function app.organizations_to_seal() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select o.id from public.organizations o
    cross join lateral (
      select e.id from public.events e
      where e.organization_id = o.id and e.transaction < app.oldest_transaction()
      order by e.transaction desc, e.id desc limit 1
    ) newest
    where newest.id is distinct from (
      select s.event_id from public.audit_seals s where s.organization_id = o.id order by s.sequence desc limit 1
    )
  $$;
