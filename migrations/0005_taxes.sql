ALTER TABLE "deal_lines" ADD COLUMN "tax_reason" text;--> statement-breakpoint
ALTER TABLE "deal_lines" ADD COLUMN "second_tax_rate" numeric(20, 6);--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "tax_reason" text;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD COLUMN "second_tax_rate" numeric(20, 6);--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "prices_include_tax" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "discount_percent" numeric(20, 6) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "discount_amount" numeric(20, 6) DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "second_tax_rate" numeric(20, 6);--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "prices_include_tax" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "is_small_business" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "small_business_note" text;--> statement-breakpoint
ALTER TABLE "proposal_lines" ADD COLUMN "tax_reason" text;--> statement-breakpoint
ALTER TABLE "proposal_lines" ADD COLUMN "second_tax_rate" numeric(20, 6);--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_one_discount" CHECK (discount_percent = 0 or discount_amount = 0);--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_small_business_says_why" CHECK (not is_small_business or small_business_note is not null);