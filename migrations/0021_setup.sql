ALTER TABLE "number_series" ADD COLUMN "pattern" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "invoice_pattern" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "credit_note_pattern" text;--> statement-breakpoint
-- An organization is removed as a whole by the owner of its tables alone, in a transaction that belongs to it: there its frozen rows may go.
create function app.is_leaving() returns boolean
  language sql stable set search_path = pg_catalog, pg_temp
  as $$
    select coalesce(current_setting('app.leaving', true), '') <> ''
      and current_setting('app.leaving', true) = current_setting('app.organization_id', true)
      and exists (
        select from pg_class c join pg_roles r on r.oid = c.relowner
        where c.oid = 'public.organizations'::regclass and r.rolname = current_user
      )
  $$;
--> statement-breakpoint
comment on function app.is_leaving() is 'Whether this transaction removes its organization as a whole, which only the owner of the tables can.';
--> statement-breakpoint
create or replace function app.refuse_change() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'DELETE' and app.is_leaving() then
    return old;
  end if;
  raise exception '% of % is refused: its rows are written once', tg_op, tg_table_name using errcode = '42501';
end
$$;
--> statement-breakpoint
create or replace function app.refuse_change_unless_old() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'DELETE' and (app.is_leaving() or (to_jsonb(old) ->> tg_argv[0])::timestamptz < now() - tg_argv[1]::interval) then
    return old;
  end if;
  raise exception '% of % is refused: its rows are written once', tg_op, tg_table_name using errcode = '42501';
end
$$;
--> statement-breakpoint
create or replace function app.refuse_change_of_issued() returns trigger
  language plpgsql
  as $$
begin
  if old.status <> 'draft' and not (tg_op = 'DELETE' and app.is_leaving()) then
    raise exception 'invoice % is frozen: correct it with a credit note', old.id using errcode = '42501';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
--> statement-breakpoint
create or replace function app.refuse_change_of_issued_lines() returns trigger
  language plpgsql
  as $$
declare
  line record := case tg_op when 'DELETE' then old else new end;
begin
  if tg_op = 'DELETE' and app.is_leaving() then
    return old;
  end if;
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
create or replace function app.resolve_link(secret bytea) returns table (
    link_id uuid, organization_id uuid, purpose text, object_id uuid, version_id uuid, contact_id uuid, email text, channel text,
    expires_at timestamptz, revoked_at timestamptz
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select l.id, l.organization_id, l.purpose, l.object_id, l.version_id, l.contact_id, l.email, l.channel, l.expires_at, l.revoked_at
    from public.links l join public.organizations o on o.id = l.organization_id and o.deleted_at is null
    where l.token_hash = secret
  $$;
--> statement-breakpoint
create or replace function app.resolve_form(form_key text) returns table (form_id uuid, organization_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select f.id, f.organization_id from public.forms f join public.organizations o on o.id = f.organization_id and o.deleted_at is null
    where f.key = form_key and f.is_active and f.deleted_at is null
  $$;
--> statement-breakpoint
create function app.resolve_logo(logo text) returns table (logo_file text, logo_type text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select o.logo_file, o.logo_type from public.organizations o
    where o.logo_file = 'org/' || o.id || '/' || logo and o.deleted_at is null
  $$;
--> statement-breakpoint
comment on function app.resolve_logo(text) is 'The file of a logo, by the part of its key that cannot be guessed.';
--> statement-breakpoint
create function app.deleted_organizations() returns table (organization_id uuid, name text, deleted_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select o.id, o.name, o.deleted_at from public.organizations o where o.deleted_at is not null order by o.deleted_at $$;
--> statement-breakpoint
comment on function app.deleted_organizations() is 'The organizations that wait to be removed for good, with the moment they were deleted.';
--> statement-breakpoint
create function app.is_deleted(organization uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select exists (select from public.organizations o where o.id = organization and o.deleted_at is not null) $$;
--> statement-breakpoint
comment on function app.is_deleted(uuid) is 'Whether an organization was deleted: its jobs are not run any more.';
