CREATE INDEX "mails_with_text" ON "mails" USING btree ("organization_id",(case when sent_at is not null then sent_at else created_at end)) WHERE text <> '' and status not in ('queued', 'failed', 'refused');--> statement-breakpoint
CREATE INDEX "notifications_read" ON "notifications" USING btree ("organization_id","read_at") WHERE read_at is not null;--> statement-breakpoint
CREATE INDEX "invitations_ended" ON "invitations" USING btree ("organization_id",(case when accepted_at is not null then accepted_at when revoked_at is not null then revoked_at else expires_at end));--> statement-breakpoint
CREATE INDEX "email_changes_ended" ON "email_changes" USING btree (coalesce(used_at, expires_at));--> statement-breakpoint
CREATE INDEX "installation_events_by_time" ON "installation_events" USING btree ("occurred_at");--> statement-breakpoint
CREATE INDEX "password_resets_ended" ON "password_resets" USING btree (coalesce(used_at, expires_at));--> statement-breakpoint
CREATE INDEX "sessions_ended" ON "sessions" USING btree (coalesce(revoked_at, expires_at));--> statement-breakpoint
CREATE INDEX "webhook_inbox_processed" ON "webhook_inbox" USING btree ("processed_at") WHERE processed_at is not null;--> statement-breakpoint
CREATE INDEX "link_uses_by_time" ON "link_uses" USING btree ("organization_id","used_at");
--> statement-breakpoint
-- What is purged goes in batches, so that no transaction holds much for long. A row at the very edge is left to the next run rather than refused.
drop function app.purge_link_uses(timestamptz);
--> statement-breakpoint
create function app.purge_link_uses(before timestamptz, at_most integer) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with gone as (
      delete from public.link_uses
      where organization_id = (select app.current_organization()) and id = any (array(
        select u.id from public.link_uses u
        where u.organization_id = (select app.current_organization()) and u.used_at < least(before, now() - interval '90 days')
        order by u.used_at limit at_most
      ))
      returning 1
    )
    select count(*) from gone
  $$;
--> statement-breakpoint
comment on function app.purge_link_uses(timestamptz, integer) is 'Deletes the oldest uses of the organization''s links before an instant, so many at most; none that is younger than ninety days.';
--> statement-breakpoint
drop function app.purge_installation_events(timestamptz);
--> statement-breakpoint
create function app.purge_installation_events(before timestamptz, at_most integer) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with gone as (
      delete from public.installation_events
      where id = any (array(
        select e.id from public.installation_events e
        where e.occurred_at < least(before, now() - interval '365 days')
        order by e.occurred_at limit at_most
      ))
      returning 1
    )
    select count(*) from gone
  $$;
--> statement-breakpoint
comment on function app.purge_installation_events(timestamptz, integer) is 'Deletes the oldest of what happened above any organization before an instant, so many at most; none that is younger than a year.';
