-- What drizzle-kit cannot say: FORCE on every table behind the wall, versions kept by the database, rows that are written once,
-- and the narrow functions that find an organization before there is one.
do $$
declare
  walled record;
begin
  for walled in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity
  loop
    execute format('alter table %s force row level security', walled.name);
  end loop;
end
$$;
--> statement-breakpoint
do $$
declare
  versioned record;
begin
  for versioned in select table_name from information_schema.columns where table_schema = 'public' and column_name = 'version'
  loop
    execute format('create trigger touch before update on public.%I for each row execute function app.touch()', versioned.table_name);
  end loop;
end
$$;
--> statement-breakpoint
-- A client who opens a proposal changes nothing that staff edit: their forms do not become stale by it.
create or replace trigger touch before update on public.proposals for each row
  when (old.last_opened_at is not distinct from new.last_opened_at) execute function app.touch();
--> statement-breakpoint
do $$
declare
  written_once text;
begin
  foreach written_once in array array[
    'events', 'event_subjects', 'proposal_versions', 'signatures', 'evidence', 'link_uses',
    'invoice_taxes', 'documents', 'payments', 'allocations', 'installation_events'
  ]
  loop
    execute format('create trigger written_once before update or delete on public.%I for each row execute function app.refuse_change()', written_once);
  end loop;
end
$$;
--> statement-breakpoint
create function app.refuse_change_of_issued() returns trigger
  language plpgsql
  as $$
begin
  if old.status <> 'draft' then
    raise exception 'invoice % is frozen: correct it with a credit note', old.id using errcode = '42501';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
--> statement-breakpoint
create trigger frozen before update or delete on public.invoices for each row execute function app.refuse_change_of_issued();
--> statement-breakpoint
create function app.refuse_change_of_issued_lines() returns trigger
  language plpgsql
  as $$
declare
  line record := case tg_op when 'DELETE' then old else new end;
begin
  if exists (
    select from public.invoices i
    where i.organization_id = line.organization_id and i.id = line.invoice_id and i.status <> 'draft'
  ) then
    raise exception 'the lines of invoice % are frozen', line.invoice_id using errcode = '42501';
  end if;
  return line;
end
$$;
--> statement-breakpoint
create trigger frozen before insert or update or delete on public.invoice_lines for each row execute function app.refuse_change_of_issued_lines();
--> statement-breakpoint
create trigger frozen before insert on public.invoice_taxes for each row execute function app.refuse_change_of_issued_lines();
--> statement-breakpoint
create trigger frozen before update of total_minor or delete on public.invoice_settlements for each row execute function app.refuse_change();
--> statement-breakpoint
create function app.enqueue(task text, input jsonb, job_key text, run_at timestamptz, mails text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform graphile_worker.add_job(
    task, json_build_object('organization', app.current_organization(), 'mails', mails, 'input', input),
    run_at := run_at, max_attempts := 12, job_key := case when job_key is null then null else app.current_organization()::text || ':' || job_key end
  );
end
$$;
--> statement-breakpoint
comment on function app.enqueue(text, jsonb, text, timestamptz, text) is 'Writes a job in this transaction and stamps it with its organization.';
--> statement-breakpoint
create function app.enqueue_for_installation(task text, input jsonb, job_key text, run_at timestamptz, mails text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform graphile_worker.add_job(
    task, json_build_object('organization', null, 'mails', mails, 'input', input),
    run_at := run_at, max_attempts := 12, job_key := case when job_key is null then null else 'installation:' || job_key end
  );
end
$$;
--> statement-breakpoint
create function app.jobs_waiting() returns table (waiting bigint, failing bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  return query select count(*) filter (where attempts < max_attempts), count(*) filter (where attempts >= 3) from graphile_worker.jobs;
end
$$;
--> statement-breakpoint
create function app.resolve_session(secret bytea, at timestamptz) returns table (
    session_id uuid, person_id uuid, organization_id uuid, name text, email text, role text, team_id uuid, last_seen_at timestamptz
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.id, s.person_id, s.organization_id, m.name, m.email, m.role, m.team_id, s.last_seen_at
    from public.sessions s
    join public.people p on p.id = s.person_id and p.disabled_at is null
    join public.members m on m.organization_id = s.organization_id and m.person_id = s.person_id and m.status = 'active'
    where s.token_hash = secret and s.revoked_at is null and s.expires_at > at
      and s.last_seen_at + make_interval(secs => s.idle_seconds) > at
  $$;
--> statement-breakpoint
create function app.resolve_memberships(secret bytea) returns table (organization_id uuid, role text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select m.organization_id, m.role
    from public.sessions s
    join public.members m on m.person_id = s.person_id and m.status = 'active'
    where s.token_hash = secret and s.revoked_at is null
    order by m.created_at, m.organization_id
  $$;
--> statement-breakpoint
create function app.resolve_link(secret bytea) returns table (
    link_id uuid, organization_id uuid, purpose text, object_id uuid, version_id uuid, contact_id uuid, email text, channel text,
    expires_at timestamptz, revoked_at timestamptz
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select l.id, l.organization_id, l.purpose, l.object_id, l.version_id, l.contact_id, l.email, l.channel, l.expires_at, l.revoked_at
    from public.links l where l.token_hash = secret
  $$;
--> statement-breakpoint
create function app.resolve_form(form_key text) returns table (form_id uuid, organization_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select f.id, f.organization_id from public.forms f where f.key = form_key and f.is_active and f.deleted_at is null $$;
--> statement-breakpoint
create function app.resolve_checkout(checkout_session text) returns table (organization_id uuid, checkout_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select c.organization_id, c.id from public.checkouts c where c.session_id = checkout_session $$;
--> statement-breakpoint
create function app.resolve_stripe_key(webhook_key text) returns table (organization_id uuid, sealed text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select o.id, o.stripe_sealed from public.organizations o where o.stripe_key = webhook_key and o.deleted_at is null $$;
--> statement-breakpoint
create function app.has_organizations() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select exists (select from public.organizations) $$;
--> statement-breakpoint
alter table public.limits set unlogged;
