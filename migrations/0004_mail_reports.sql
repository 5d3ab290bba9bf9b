CREATE TABLE "mail_addresses" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"email_normalized" text NOT NULL,
	"bounced_at" timestamp with time zone,
	"reason" text,
	"arrived_at" timestamp with time zone,
	"complained_at" timestamp with time zone,
	CONSTRAINT "mail_addresses_organization_id_email_normalized_pk" PRIMARY KEY("organization_id","email_normalized")
);
--> statement-breakpoint
ALTER TABLE "mail_addresses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_files" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"added_by_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "payment_files_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "payment_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sandbox"."mail_events" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sandbox"."mail_events_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mail_id" text NOT NULL,
	"data" jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "attempted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "resolved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sandbox"."mails" ADD COLUMN "args" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_files" ADD CONSTRAINT "payment_files_organization_id_payment_id_payments_organization_id_id_fk" FOREIGN KEY ("organization_id","payment_id") REFERENCES "public"."payments"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_files" ADD CONSTRAINT "payment_files_organization_id_added_by_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","added_by_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_files_by_payment" ON "payment_files" USING btree ("organization_id","payment_id");--> statement-breakpoint
CREATE INDEX "sandbox_mail_events_due" ON "sandbox"."mail_events" USING btree ("delivered_at","due_at");--> statement-breakpoint
CREATE INDEX "mails_in_trouble" ON "mails" USING btree ("organization_id","created_at") WHERE status in ('bounced', 'failed', 'refused') and resolved_at is null;--> statement-breakpoint
CREATE POLICY "organization" ON "mail_addresses" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "payment_files" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
alter table public.mail_addresses force row level security;--> statement-breakpoint
alter table public.payment_files force row level security;--> statement-breakpoint
create trigger written_once before update or delete on public.payment_files for each row execute function app.refuse_change();
