DROP INDEX "invoices_by_due";--> statement-breakpoint
ALTER TABLE "invoice_settlements" ADD COLUMN "invoice_created_at" timestamp with time zone DEFAULT app.clock() NOT NULL;--> statement-breakpoint
ALTER TABLE "invoice_settlements" ADD COLUMN "due_on" date;--> statement-breakpoint
ALTER TABLE "invoice_settlements" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
CREATE INDEX "deals_by_status" ON "deals" USING btree ("organization_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "deals_by_owner" ON "deals" USING btree ("organization_id","owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "invoice_settlements_open" ON "invoice_settlements" USING btree ("organization_id","invoice_created_at","invoice_id") WHERE allocated_minor + credited_minor < total_minor;--> statement-breakpoint
CREATE INDEX "invoice_settlements_open_by_owner" ON "invoice_settlements" USING btree ("organization_id","owner_id","invoice_created_at","invoice_id") WHERE allocated_minor + credited_minor < total_minor;--> statement-breakpoint
CREATE INDEX "invoice_settlements_due" ON "invoice_settlements" USING btree ("organization_id","due_on","invoice_id") WHERE allocated_minor + credited_minor < total_minor;--> statement-breakpoint
CREATE INDEX "invoice_settlements_settled" ON "invoice_settlements" USING btree ("organization_id","invoice_created_at","invoice_id") WHERE allocated_minor + credited_minor >= total_minor;--> statement-breakpoint
CREATE INDEX "invoice_settlements_settled_by_owner" ON "invoice_settlements" USING btree ("organization_id","owner_id","invoice_created_at","invoice_id") WHERE allocated_minor + credited_minor >= total_minor;--> statement-breakpoint
CREATE INDEX "invoices_by_owner" ON "invoices" USING btree ("organization_id","owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "invoices_drafts" ON "invoices" USING btree ("organization_id","created_at","id") WHERE status = 'draft';--> statement-breakpoint
CREATE INDEX "invoices_credit_notes" ON "invoices" USING btree ("organization_id","created_at","id") WHERE kind = 'credit_note';--> statement-breakpoint
CREATE INDEX "leads_of_owner" ON "leads" USING btree ("organization_id","owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "proposals_by_status" ON "proposals" USING btree ("organization_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "proposals_by_owner" ON "proposals" USING btree ("organization_id","owner_id","created_at","id");--> statement-breakpoint
create function app.date_settlement() returns trigger language plpgsql as $$
begin
  select i.created_at, i.due_on, i.owner_id into new.invoice_created_at, new.due_on, new.owner_id from public.invoices i
  where i.organization_id = new.organization_id and i.id = new.invoice_id;
  return new;
end
$$;
--> statement-breakpoint
create trigger dated before insert on invoice_settlements for each row execute function app.date_settlement();
--> statement-breakpoint
alter table invoices no force row level security;
--> statement-breakpoint
alter table invoice_settlements no force row level security;
--> statement-breakpoint
update invoice_settlements s set invoice_created_at = i.created_at, due_on = i.due_on, owner_id = i.owner_id from invoices i
where i.organization_id = s.organization_id and i.id = s.invoice_id;
--> statement-breakpoint
alter table invoices force row level security;
--> statement-breakpoint
alter table invoice_settlements force row level security;
--> statement-breakpoint
create or replace function app.recount_tallies() returns void
  language plpgsql
  as $$
begin
  insert into public.deal_tallies (organization_id, stage_id, status, owner_id, currency, moved_on, counted, value_minor)
  select * from app.amiss_deal_tallies('0001-01-01');
  insert into public.invoice_tallies (organization_id, standing, is_credit, owner_id, currency, due_on, counted, total_minor, balance_minor)
  select * from app.amiss_invoice_tallies('0001-01-01');
end
$$;
--> statement-breakpoint
-- Read without their rows where these have not changed lately, and folded in this order.
create index deal_tallies_by_status on deal_tallies (organization_id, status, moved_on) include (stage_id, owner_id, currency, counted, value_minor);
--> statement-breakpoint
create index invoice_tallies_by_standing on invoice_tallies (organization_id, standing, due_on)
  include (is_credit, owner_id, currency, counted, total_minor, balance_minor);
--> statement-breakpoint
create or replace function app.fold_deal_tallies(before date) returns void
  language plpgsql
  as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('fold ' || coalesce(current_setting('app.organization_id', true), ''), 0));
  with taken as (
    delete from public.deal_tallies where not is_folded or (moved_on < before and moved_on > date '0001-01-01') returning *
  )
  insert into public.deal_tallies as kept (organization_id, stage_id, status, owner_id, currency, moved_on, counted, value_minor, is_folded)
  select organization_id, stage_id, status, owner_id, currency, app.tally_day(moved_on, before), sum(counted), sum(value_minor), true from taken
  group by 1, 2, 3, 4, 5, 6 having sum(counted) <> 0 or sum(value_minor) <> 0
  order by organization_id, status, 6, owner_id
  on conflict (organization_id, status, stage_id, owner_id, currency, moved_on) where is_folded
  do update set counted = kept.counted + excluded.counted, value_minor = kept.value_minor + excluded.value_minor;
  delete from public.deal_tallies where is_folded and counted = 0 and value_minor = 0;
end
$$;
--> statement-breakpoint
create or replace function app.fold_invoice_tallies(before date) returns void
  language plpgsql
  as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('fold ' || coalesce(current_setting('app.organization_id', true), ''), 0));
  with taken as (
    delete from public.invoice_tallies where not is_folded or (due_on < before and due_on > date '0001-01-01') returning *
  )
  insert into public.invoice_tallies as kept (organization_id, standing, is_credit, owner_id, currency, due_on, counted, total_minor, balance_minor, is_folded)
  select organization_id, standing, is_credit, owner_id, currency, app.tally_day(due_on, before), sum(counted), sum(total_minor), sum(balance_minor), true from taken
  group by 1, 2, 3, 4, 5, 6 having sum(counted) <> 0 or sum(total_minor) <> 0 or sum(balance_minor) <> 0
  order by organization_id, standing, 6, owner_id
  on conflict (organization_id, standing, due_on, is_credit, owner_id, currency) where is_folded
  do update set counted = kept.counted + excluded.counted, total_minor = kept.total_minor + excluded.total_minor,
    balance_minor = kept.balance_minor + excluded.balance_minor;
  delete from public.invoice_tallies where is_folded and counted = 0 and total_minor = 0 and balance_minor = 0;
end
$$;
