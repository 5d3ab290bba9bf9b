DROP INDEX "proposals_by_deal";--> statement-breakpoint
CREATE INDEX "proposals_by_deal" ON "proposals" USING btree ("organization_id","deal_id","created_at");