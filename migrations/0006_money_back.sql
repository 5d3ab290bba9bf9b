-- Refunds, disputes, problems and comparisons. FORCE is off while the filled ledger gets its new key.
alter table payments no force row level security;--> statement-breakpoint
CREATE TABLE "disputes" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"provider_ref" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"reason" text,
	"status" text DEFAULT 'open' NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"reinstated_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "disputes_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "disputes_once" UNIQUE("organization_id","provider","provider_ref")
);
--> statement-breakpoint
ALTER TABLE "disputes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "problems" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"ref" text NOT NULL,
	"account" text,
	"type" text NOT NULL,
	"reason" text NOT NULL,
	"invoice_id" uuid,
	"settled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "problems_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "problems_once" UNIQUE("organization_id","kind","ref")
);
--> statement-breakpoint
ALTER TABLE "problems" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"compared_from" timestamp with time zone NOT NULL,
	"compared_to" timestamp with time zone NOT NULL,
	"looked" jsonb NOT NULL,
	"booked" integer NOT NULL,
	"drifts" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "reconciliations_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "reconciliations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "refunds" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"credit_note_id" uuid,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"provider" text,
	"provider_ref" text,
	"idempotency_key" text,
	"refunded_on" date NOT NULL,
	"reference" text,
	"failure" text,
	"recorded_by_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "refunds_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "refunds_once" UNIQUE("organization_id","provider","provider_ref"),
	CONSTRAINT "refunds_key" UNIQUE("organization_id","idempotency_key"),
	CONSTRAINT "refunds_give_back" CHECK (amount_minor > 0)
);
--> statement-breakpoint
ALTER TABLE "refunds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "of_id" uuid;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "allows_partial_payments" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_organization_id_payment_id_payments_organization_id_id_fk" FOREIGN KEY ("organization_id","payment_id") REFERENCES "public"."payments"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "problems" ADD CONSTRAINT "problems_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_organization_id_payment_id_payments_organization_id_id_fk" FOREIGN KEY ("organization_id","payment_id") REFERENCES "public"."payments"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_organization_id_credit_note_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","credit_note_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_organization_id_recorded_by_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","recorded_by_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disputes_by_payment" ON "disputes" USING btree ("organization_id","payment_id");--> statement-breakpoint
CREATE INDEX "disputes_by_invoice" ON "disputes" USING btree ("organization_id","invoice_id");--> statement-breakpoint
CREATE INDEX "problems_newest" ON "problems" USING btree ("organization_id","settled_at","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "problems_by_invoice" ON "problems" USING btree ("organization_id","invoice_id");--> statement-breakpoint
CREATE INDEX "reconciliations_newest" ON "reconciliations" USING btree ("organization_id","compared_to" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "refunds_by_payment" ON "refunds" USING btree ("organization_id","payment_id");--> statement-breakpoint
CREATE INDEX "refunds_by_invoice" ON "refunds" USING btree ("organization_id","invoice_id");--> statement-breakpoint
CREATE INDEX "refunds_by_credit_note" ON "refunds" USING btree ("organization_id","credit_note_id");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_organization_id_of_id_payments_organization_id_id_fk" FOREIGN KEY ("organization_id","of_id") REFERENCES "public"."payments"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payments_by_original" ON "payments" USING btree ("organization_id","of_id");--> statement-breakpoint
CREATE POLICY "organization" ON "disputes" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "problems" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "reconciliations" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "refunds" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
do $$
declare
  walled text;
begin
  foreach walled in array array['refunds', 'disputes', 'problems', 'reconciliations']
  loop
    execute format('alter table public.%I force row level security', walled);
  end loop;
end
$$;
--> statement-breakpoint
create trigger written_once before update or delete on public.reconciliations for each row execute function app.refuse_change();
--> statement-breakpoint
create function app.every_organization() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select o.id from public.organizations o where o.deleted_at is null order by o.id $$;
--> statement-breakpoint
comment on function app.every_organization() is 'Whom the clock reaches: the ids of the organizations, and nothing else of them.';
--> statement-breakpoint
alter table public.payments force row level security;
