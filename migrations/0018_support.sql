ALTER TABLE "email_changes" ADD COLUMN "previous" text NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_with_their_email" UNIQUE("id","email");--> statement-breakpoint
alter table members no force row level security;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_person_id_email_people_id_email_fk" FOREIGN KEY ("person_id","email") REFERENCES "public"."people"("id","email") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
alter table members force row level security;
--> statement-breakpoint
create function app.resolve_support(secret bytea, at timestamptz) returns table (organization_id uuid, organization_name text, expires_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select o.id, o.name, max(g.expires_at)
    from public.sessions s
    join public.people p on p.id = s.person_id and p.is_super_admin and p.disabled_at is null
    join public.support_grants g on g.revoked_at is null and g.expires_at > at
    join public.organizations o on o.id = g.organization_id and o.deleted_at is null
    where s.token_hash = secret and s.revoked_at is null and s.expires_at > at
      and not exists (
        select from public.members m where m.organization_id = o.id and m.person_id = p.id and m.status = 'active'
      )
    group by o.id, o.name
    order by o.name, o.id
  $$;
--> statement-breakpoint
comment on function app.resolve_support(bytea, timestamptz) is 'The organizations that gave the installation''s super-admins leave to enter, for a super-admin''s session alone: their names and until when, nothing else.';
