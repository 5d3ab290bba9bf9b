ALTER TABLE "invoices" ADD COLUMN "exchange_rate" numeric(20, 10);--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "exchange_rate_on" date;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "exchange_rate_source" text;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_rate_with_day_and_source" CHECK (num_nulls(exchange_rate, exchange_rate_on, exchange_rate_source) in (0, 3) and exchange_rate > 0);