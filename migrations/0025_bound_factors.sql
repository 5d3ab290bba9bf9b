ALTER TABLE "totp_factors" DROP CONSTRAINT "totp_factors_pkey";--> statement-breakpoint
ALTER TABLE "identity_providers" ADD COLUMN "counts_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD COLUMN "organization_id" uuid;--> statement-breakpoint
ALTER TABLE "totp_factors" ADD COLUMN "organization_id" uuid;--> statement-breakpoint
ALTER TABLE "totp_factors" ADD CONSTRAINT "totp_factors_holder" UNIQUE NULLS NOT DISTINCT("person_id","organization_id");
