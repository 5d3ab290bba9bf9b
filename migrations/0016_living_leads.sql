DROP INDEX "leads_by_status";--> statement-breakpoint
DROP INDEX "leads_of_owner";--> statement-breakpoint
CREATE INDEX "leads_by_status" ON "leads" USING btree ("organization_id","status","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "leads_of_owner" ON "leads" USING btree ("organization_id","owner_id","created_at","id") WHERE deleted_at is null;