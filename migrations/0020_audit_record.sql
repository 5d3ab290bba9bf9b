ALTER TABLE "event_details" ADD COLUMN "salt" uuid DEFAULT gen_random_uuid();--> statement-breakpoint
CREATE INDEX "event_details_by_address" ON "event_details" USING btree ("organization_id","ip","event_id") WHERE ip is not null;--> statement-breakpoint
CREATE INDEX "events_by_time" ON "events" USING btree ("organization_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "events_by_actor" ON "events" USING btree ("organization_id","actor_id","occurred_at","id") WHERE actor_id is not null;--> statement-breakpoint
CREATE INDEX "events_by_name" ON "events" USING btree ("organization_id","name","occurred_at","id");--> statement-breakpoint
ALTER TABLE "audit_seals" ADD CONSTRAINT "audit_seals_event" UNIQUE("organization_id","event_id");
--> statement-breakpoint
create function app.organizations_to_seal() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select o.id from public.organizations o
    cross join lateral (
      select e.id from public.events e
      where e.organization_id = o.id and e.transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      order by e.transaction desc, e.id desc limit 1
    ) newest
    where newest.id is distinct from (
      select s.event_id from public.audit_seals s where s.organization_id = o.id order by s.sequence desc limit 1
    )
  $$;
--> statement-breakpoint
comment on function app.organizations_to_seal() is 'Where something has happened, for good, that the audit chain does not hold yet.';
