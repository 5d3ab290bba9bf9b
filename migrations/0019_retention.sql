CREATE TABLE "legal_holds" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"reason" text NOT NULL,
	"placed_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"lifted_at" timestamp with time zone,
	"lifted_by_id" uuid,
	CONSTRAINT "legal_holds_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "legal_holds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "retention_periods" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"data_class" text NOT NULL,
	"days" integer NOT NULL,
	CONSTRAINT "retention_periods_organization_id_data_class_pk" PRIMARY KEY("organization_id","data_class")
);
--> statement-breakpoint
ALTER TABLE "retention_periods" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_organization_id_placed_by_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","placed_by_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_organization_id_lifted_by_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","lifted_by_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "legal_holds_standing" ON "legal_holds" USING btree ("organization_id") WHERE lifted_at is null;--> statement-breakpoint
CREATE POLICY "organization" ON "legal_holds" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "retention_periods" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));
--> statement-breakpoint
alter table legal_holds force row level security;
--> statement-breakpoint
alter table retention_periods force row level security;
--> statement-breakpoint
-- What is written once is never changed; of these two, what is old enough may go. The age is the server's, whatever clock a transaction is told.
create function app.refuse_change_unless_old() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'DELETE' and (to_jsonb(old) ->> tg_argv[0])::timestamptz < now() - tg_argv[1]::interval then
    return old;
  end if;
  raise exception '% of % is refused: its rows are written once', tg_op, tg_table_name using errcode = '42501';
end
$$;
--> statement-breakpoint
drop trigger written_once on link_uses;
--> statement-breakpoint
create trigger written_once before update or delete on link_uses for each row execute function app.refuse_change_unless_old('used_at', '90 days');
--> statement-breakpoint
drop trigger written_once on installation_events;
--> statement-breakpoint
create trigger written_once before update or delete on installation_events for each row execute function app.refuse_change_unless_old('occurred_at', '365 days');
--> statement-breakpoint
create function app.purge_link_uses(before timestamptz) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with gone as (
      delete from public.link_uses where organization_id = (select app.current_organization()) and used_at < before returning 1
    )
    select count(*) from gone
  $$;
--> statement-breakpoint
comment on function app.purge_link_uses(timestamptz) is 'Deletes the uses of the organization''s links before an instant; younger ones than ninety days are refused.';
--> statement-breakpoint
create function app.purge_installation_events(before timestamptz) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with gone as (delete from public.installation_events where occurred_at < before returning 1)
    select count(*) from gone
  $$;
--> statement-breakpoint
comment on function app.purge_installation_events(timestamptz) is 'Deletes what happened above any organization before an instant; younger than a year is refused.';
--> statement-breakpoint
create function app.has_legal_hold() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from public.legal_holds h where h.lifted_at is null)
  $$;
--> statement-breakpoint
comment on function app.has_legal_hold() is 'Whether any organization is under a legal hold: what belongs to the installation may be about it.';
--> statement-breakpoint
drop function app.resolve_api_key(text, bytea, timestamptz);
--> statement-breakpoint
create function app.resolve_api_key(key_prefix text, secret bytea, at timestamptz) returns table (
    key_id uuid, organization_id uuid, organization_name text, name text, is_read_only boolean,
    expires_at timestamptz, last_used_at timestamptz, created_by_id uuid, created_by_email text,
    role text, role_id uuid, role_name text, hides text[], granted jsonb,
    maker_role text, maker_granted jsonb, maker_hides text[], team_id uuid, team_ids uuid[]
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select k.id, k.organization_id, o.name, k.name, k.is_read_only, k.expires_at, k.last_used_at, k.created_by_id, m.email,
      k.role, r.id, r.name, coalesce(r.hides, '{}'),
      case when r.id is not null then (
        select coalesce(jsonb_object_agg(g.permission, g.scope), '{}') from public.own_role_permissions g
        where g.organization_id = r.organization_id and g.role_id = r.id
      ) end,
      m.role,
      case when m.role_id is not null then (
        select coalesce(jsonb_object_agg(g.permission, g.scope), '{}') from public.own_role_permissions g
        where g.organization_id = m.organization_id and g.role_id = m.role_id
      ) end,
      coalesce((select own.hides from public.own_roles own where own.organization_id = m.organization_id and own.id = m.role_id), '{}'),
      m.team_id,
      case when m.team_id is not null then array(
        with recursive below as (
          select t.id from public.teams t where t.organization_id = m.organization_id and t.id = m.team_id
          union
          select t.id from public.teams t join below b on t.parent_id = b.id where t.organization_id = m.organization_id and t.deleted_at is null
        )
        select id from below
      ) else '{}' end
    from public.api_keys k
    join public.organizations o on o.id = k.organization_id and o.deleted_at is null
    join public.members m on m.organization_id = k.organization_id and m.person_id = k.created_by_id and m.status = 'active'
    join public.people p on p.id = k.created_by_id and p.disabled_at is null
    left join public.own_roles r on r.organization_id = k.organization_id and r.id = k.role_id
    where k.prefix = key_prefix and k.secret_hash = secret and k.revoked_at is null and k.expires_at > at
  $$;
--> statement-breakpoint
comment on function app.resolve_api_key(text, bytea, timestamptz) is 'What a program''s key opens and how far, with what its maker may do now: no key outlives its maker''s place, or reaches further.';
