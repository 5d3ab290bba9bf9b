ALTER TABLE "deals" ADD COLUMN "prices_include_tax" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "proposals" ADD COLUMN "prices_include_tax" boolean DEFAULT false NOT NULL;