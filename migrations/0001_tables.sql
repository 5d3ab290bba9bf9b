CREATE SCHEMA "sandbox";
--> statement-breakpoint
CREATE TABLE "mails" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"object_id" text NOT NULL,
	"turn" integer DEFAULT 1 NOT NULL,
	"to_email" text NOT NULL,
	"to_name" text,
	"reply_to" text,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"message_id" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"answer" text,
	"sent_at" timestamp with time zone,
	"about" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "mails_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "mails_once" UNIQUE("organization_id","purpose","object_id","to_email","turn")
);
--> statement-breakpoint
ALTER TABLE "mails" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notes" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"body" text NOT NULL,
	"author_id" uuid NOT NULL,
	"lead_id" uuid,
	"company_id" uuid,
	"contact_id" uuid,
	"deal_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "notes_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "addresses" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"kind" text DEFAULT 'billing' NOT NULL,
	"line1" text NOT NULL,
	"line2" text,
	"postal_code" text,
	"city" text NOT NULL,
	"region" text,
	"country" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "addresses_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "addresses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "companies" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text DEFAULT 'prospect' NOT NULL,
	"is_buyer" boolean DEFAULT true NOT NULL,
	"is_seller" boolean DEFAULT false NOT NULL,
	"legal_name" text,
	"registration_no" text,
	"vat_id" text,
	"electronic_address" text,
	"electronic_scheme" text,
	"currency" text,
	"language" text,
	"payment_terms_days" integer,
	"tax_treatment" text DEFAULT 'standard' NOT NULL,
	"po_required" boolean DEFAULT false NOT NULL,
	"website" text,
	"domain" text,
	"phone" text,
	"owner_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "companies_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "companies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "company_contacts" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"role" text,
	"from_on" date,
	"to_on" date,
	"is_billing" boolean DEFAULT false NOT NULL,
	"is_signatory" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "company_contacts_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "company_contacts_once" UNIQUE("organization_id","company_id","contact_id")
);
--> statement-breakpoint
ALTER TABLE "company_contacts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_emails" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"label" text DEFAULT 'work' NOT NULL,
	"email" text NOT NULL,
	"email_normalized" text NOT NULL,
	"is_primary" boolean DEFAULT false NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "contact_emails_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "contact_emails" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_phones" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"label" text DEFAULT 'work' NOT NULL,
	"phone" text NOT NULL,
	"phone_normalized" text NOT NULL,
	"is_primary" boolean DEFAULT false NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "contact_phones_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "contact_phones" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contacts" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"job_title" text,
	"language" text,
	"owner_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "contacts_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "contacts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deal_lines" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"deal_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"quantity" numeric(20, 6) DEFAULT '1' NOT NULL,
	"unit" text,
	"unit_price" numeric(20, 6) NOT NULL,
	"discount_percent" numeric(20, 6) DEFAULT '0' NOT NULL,
	"tax_category" text DEFAULT 'standard' NOT NULL,
	"tax_rate" numeric(20, 6) NOT NULL,
	"recurrence" text DEFAULT 'once' NOT NULL,
	"is_optional" boolean DEFAULT false NOT NULL,
	CONSTRAINT "deal_lines_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "deal_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deals" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"company_id" uuid,
	"contact_id" uuid,
	"pipeline_id" uuid NOT NULL,
	"stage_id" uuid NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"currency" text NOT NULL,
	"value_minor" bigint DEFAULT 0 NOT NULL,
	"monthly_minor" bigint DEFAULT 0 NOT NULL,
	"term_months" integer,
	"expected_close_on" date,
	"owner_id" uuid,
	"won_at" timestamp with time zone,
	"won_minor" bigint,
	"lost_at" timestamp with time zone,
	"lost_reason" text,
	"competitor" text,
	"stage_changed_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "deals_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "deals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "pipelines" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "pipelines_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "pipelines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stages" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"pipeline_id" uuid NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"probability" integer NOT NULL,
	"kind" text DEFAULT 'open' NOT NULL,
	"milestone" text,
	"tone" text DEFAULT 'slate' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "stages_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "stages_position" UNIQUE("organization_id","pipeline_id","position")
);
--> statement-breakpoint
ALTER TABLE "stages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event_details" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"event_id" uuid NOT NULL,
	"actor_name" text,
	"ip" text,
	"user_agent" text,
	"before" jsonb,
	"after" jsonb,
	"personal" jsonb,
	CONSTRAINT "event_details_organization_id_event_id_pk" PRIMARY KEY("organization_id","event_id")
);
--> statement-breakpoint
ALTER TABLE "event_details" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event_subjects" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"subject_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "event_subjects_organization_id_subject_id_event_id_pk" PRIMARY KEY("organization_id","subject_id","event_id")
);
--> statement-breakpoint
ALTER TABLE "event_subjects" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"occurred_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"request_id" text,
	"payload" jsonb NOT NULL,
	CONSTRAINT "events_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notifications" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sentence" text NOT NULL,
	"href" text NOT NULL,
	"read_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "notifications_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "notifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "receipts" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"command" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"answer" jsonb,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "receipts_organization_id_command_key_pk" PRIMARY KEY("organization_id","command","key")
);
--> statement-breakpoint
ALTER TABLE "receipts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "allocations" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "allocations_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "allocations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "checkouts" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" text DEFAULT 'opening' NOT NULL,
	"idempotency_key" text NOT NULL,
	"session_id" text,
	"url" text,
	"payment_intent_id" text,
	"expires_at" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "checkouts_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "checkouts_attempt" UNIQUE("organization_id","invoice_id","attempt"),
	CONSTRAINT "checkouts_session" UNIQUE("organization_id","session_id")
);
--> statement-breakpoint
ALTER TABLE "checkouts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "documents" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"object_id" uuid NOT NULL,
	"file_key" text NOT NULL,
	"file_name" text NOT NULL,
	"content_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "documents_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "documents_once" UNIQUE("organization_id","kind","object_id")
);
--> statement-breakpoint
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"quantity" numeric(20, 6) DEFAULT '1' NOT NULL,
	"unit" text,
	"unit_price" numeric(20, 6) NOT NULL,
	"discount_percent" numeric(20, 6) DEFAULT '0' NOT NULL,
	"tax_category" text DEFAULT 'standard' NOT NULL,
	"tax_rate" numeric(20, 6) NOT NULL,
	"recurrence" text DEFAULT 'once' NOT NULL,
	"is_optional" boolean DEFAULT false NOT NULL,
	"net_minor" bigint,
	CONSTRAINT "invoice_lines_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "invoice_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoice_settlements" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"invoice_id" uuid NOT NULL,
	"total_minor" bigint NOT NULL,
	"allocated_minor" bigint DEFAULT 0 NOT NULL,
	"credited_minor" bigint DEFAULT 0 NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "invoice_settlements_organization_id_invoice_id_pk" PRIMARY KEY("organization_id","invoice_id"),
	CONSTRAINT "invoice_settlements_within_total" CHECK (allocated_minor >= 0 and credited_minor >= 0 and allocated_minor + credited_minor <= total_minor)
);
--> statement-breakpoint
ALTER TABLE "invoice_settlements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoice_taxes" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"invoice_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"category" text NOT NULL,
	"rate" numeric(20, 6) NOT NULL,
	"reason" text,
	"base_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	CONSTRAINT "invoice_taxes_organization_id_invoice_id_position_pk" PRIMARY KEY("organization_id","invoice_id","position")
);
--> statement-breakpoint
ALTER TABLE "invoice_taxes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoices" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"kind" text DEFAULT 'invoice' NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"series_id" uuid,
	"sequence" integer,
	"number" text,
	"company_id" uuid NOT NULL,
	"contact_id" uuid,
	"deal_id" uuid,
	"proposal_id" uuid,
	"title" text NOT NULL,
	"currency" text NOT NULL,
	"issue_on" date,
	"due_on" date,
	"terms_days" integer NOT NULL,
	"service_from_on" date,
	"service_to_on" date,
	"po_number" text,
	"notes" text,
	"net_minor" bigint DEFAULT 0 NOT NULL,
	"tax_minor" bigint DEFAULT 0 NOT NULL,
	"total_minor" bigint DEFAULT 0 NOT NULL,
	"snapshot" jsonb,
	"content_hash" text,
	"engine_version" integer,
	"issued_at" timestamp with time zone,
	"owner_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "invoices_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "invoices_sequence" UNIQUE("organization_id","series_id","sequence"),
	CONSTRAINT "invoices_numbered_when_issued" CHECK ((status = 'issued') = (number is not null))
);
--> statement-breakpoint
ALTER TABLE "invoices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payments" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"method" text NOT NULL,
	"provider" text,
	"provider_ref" text,
	"checkout_id" uuid,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"received_on" date NOT NULL,
	"reference" text,
	"reverses_id" uuid,
	"recorded_by_id" uuid,
	"is_deposit" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "payments_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "payments_once" UNIQUE("organization_id","provider","provider_ref"),
	CONSTRAINT "payments_reversed_once" UNIQUE("organization_id","reverses_id")
);
--> statement-breakpoint
ALTER TABLE "payments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "forms" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"intro" text NOT NULL,
	"thanks" text NOT NULL,
	"redirect_url" text,
	"consent_text" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "forms_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "forms_key" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "forms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "leads" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"email_normalized" text,
	"phone" text,
	"phone_normalized" text,
	"company_name" text,
	"company_domain" text,
	"message" text,
	"status" text DEFAULT 'new' NOT NULL,
	"lost_reason" text,
	"source" text NOT NULL,
	"source_page" text,
	"utm" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"consent_text" text,
	"consent_at" timestamp with time zone,
	"form_id" uuid,
	"owner_id" uuid,
	"converted_at" timestamp with time zone,
	"company_id" uuid,
	"contact_id" uuid,
	"deal_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "leads_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "leads_by_deal" UNIQUE("organization_id","deal_id")
);
--> statement-breakpoint
ALTER TABLE "leads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "members" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"team_id" uuid,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "members_organization_id_person_id_pk" PRIMARY KEY("organization_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "number_series" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"next_number" integer DEFAULT 1 NOT NULL,
	"last_issued_on" text,
	CONSTRAINT "number_series_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "number_series_key" UNIQUE("organization_id","kind","key")
);
--> statement-breakpoint
ALTER TABLE "number_series" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY DEFAULT app.current_organization() NOT NULL,
	"name" text NOT NULL,
	"legal_name" text NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text DEFAULT 'en-GB' NOT NULL,
	"line1" text,
	"line2" text,
	"postal_code" text,
	"city" text,
	"region" text,
	"email" text,
	"phone" text,
	"website" text,
	"vat_id" text,
	"registration_no" text,
	"bank_name" text,
	"iban" text,
	"bic" text,
	"tax_rate" numeric(20, 6) NOT NULL,
	"payment_terms_days" integer DEFAULT 14 NOT NULL,
	"deposit_percent" numeric(20, 6) DEFAULT '30' NOT NULL,
	"proposal_template" jsonb NOT NULL,
	"stripe_sealed" text,
	"stripe_key" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "organizations_stripe_key_unique" UNIQUE("stripe_key")
);
--> statement-breakpoint
ALTER TABLE "organizations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "teams" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "teams_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "teams" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "installation_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"occurred_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"person_id" uuid,
	"ip" text,
	"user_agent" text,
	"request_id" text,
	"payload" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "limits" (
	"key" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "limits_key_window_start_pk" PRIMARY KEY("key","window_start")
);
--> statement-breakpoint
CREATE TABLE "password_resets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"token_sealed" text NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"mailed_at" timestamp with time zone,
	CONSTRAINT "password_resets_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"password_changed_at" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "people_email" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"organization_id" uuid,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"authenticated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"idle_seconds" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"ip" text,
	"user_agent" text,
	CONSTRAINT "sessions_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "webhook_inbox" (
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"account" text DEFAULT 'installation' NOT NULL,
	"type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"processed_at" timestamp with time zone,
	"outcome" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "webhook_inbox_provider_account_event_id_pk" PRIMARY KEY("provider","account","event_id")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"proposal_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"canonical" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "evidence_organization_id_proposal_id_position_pk" PRIMARY KEY("organization_id","proposal_id","position")
);
--> statement-breakpoint
ALTER TABLE "evidence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "link_uses" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"ip" text,
	"user_agent" text,
	"used_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "link_uses_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "link_uses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "links" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"object_id" uuid NOT NULL,
	"version_id" uuid,
	"contact_id" uuid,
	"email" text,
	"channel" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"token_sealed" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "links_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "proposal_choices" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"version_id" uuid NOT NULL,
	"line_ids" jsonb NOT NULL,
	"chosen_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "proposal_choices_organization_id_version_id_pk" PRIMARY KEY("organization_id","version_id")
);
--> statement-breakpoint
ALTER TABLE "proposal_choices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "proposal_lines" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"quantity" numeric(20, 6) DEFAULT '1' NOT NULL,
	"unit" text,
	"unit_price" numeric(20, 6) NOT NULL,
	"discount_percent" numeric(20, 6) DEFAULT '0' NOT NULL,
	"tax_category" text DEFAULT 'standard' NOT NULL,
	"tax_rate" numeric(20, 6) NOT NULL,
	"recurrence" text DEFAULT 'once' NOT NULL,
	"is_optional" boolean DEFAULT false NOT NULL,
	CONSTRAINT "proposal_lines_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "proposal_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "proposal_versions" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"canonical" text NOT NULL,
	"html" text NOT NULL,
	"content_hash" text NOT NULL,
	"sent_by_id" uuid,
	"sent_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "proposal_versions_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "proposal_versions_number" UNIQUE("organization_id","proposal_id","number")
);
--> statement-breakpoint
ALTER TABLE "proposal_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "proposals" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"deal_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"title" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"currency" text NOT NULL,
	"intro" text DEFAULT '' NOT NULL,
	"scope" text DEFAULT '' NOT NULL,
	"timeline" text DEFAULT '' NOT NULL,
	"terms" text DEFAULT '' NOT NULL,
	"deposit_percent" numeric(20, 6) DEFAULT '0' NOT NULL,
	"valid_until_on" date,
	"owner_id" uuid,
	"sent_version_id" uuid,
	"sent_version" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"has_unsent_changes" boolean DEFAULT true NOT NULL,
	"first_opened_at" timestamp with time zone,
	"last_opened_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"decline_reason" text,
	"accepted_minor" bigint,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "proposals_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "proposals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "signatures" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"link_id" uuid NOT NULL,
	"contact_id" uuid,
	"typed_name" text NOT NULL,
	"email" text,
	"mailbox_proven" boolean NOT NULL,
	"consent_text" text NOT NULL,
	"consent_version" text NOT NULL,
	"terms_hash" text NOT NULL,
	"content_hash" text NOT NULL,
	"chosen_line_ids" jsonb NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"monthly_minor" bigint DEFAULT 0 NOT NULL,
	"currency" text NOT NULL,
	"ip" text,
	"user_agent" text,
	"time_zone" text,
	"chain_head" text NOT NULL,
	"signed_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "signatures_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "signatures_once" UNIQUE("organization_id","proposal_id")
);
--> statement-breakpoint
ALTER TABLE "signatures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sandbox"."deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sandbox"."deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" text NOT NULL,
	"url" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp with time zone,
	"last_status" integer
);
--> statement-breakpoint
CREATE TABLE "sandbox"."events" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sandbox"."events_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"object_id" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox"."faults" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sandbox"."faults_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"service" text NOT NULL,
	"path" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"remaining" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox"."idempotency" (
	"key" text PRIMARY KEY NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox"."mails" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "sandbox"."mails_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"received_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"from" text NOT NULL,
	"to" text[] NOT NULL,
	"reply_to" text,
	"subject" text NOT NULL,
	"html" text,
	"text" text,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox"."objects" (
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "objects_kind_id_pk" PRIMARY KEY("kind","id")
);
--> statement-breakpoint
CREATE TABLE "sandbox"."switches" (
	"name" text PRIMARY KEY NOT NULL,
	"on" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_organization_id_author_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","author_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_organization_id_lead_id_leads_organization_id_id_fk" FOREIGN KEY ("organization_id","lead_id") REFERENCES "public"."leads"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_organization_id_company_id_companies_organization_id_id_fk" FOREIGN KEY ("organization_id","company_id") REFERENCES "public"."companies"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_organization_id_deal_id_deals_organization_id_id_fk" FOREIGN KEY ("organization_id","deal_id") REFERENCES "public"."deals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_organization_id_company_id_companies_organization_id_id_fk" FOREIGN KEY ("organization_id","company_id") REFERENCES "public"."companies"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "companies" ADD CONSTRAINT "companies_organization_id_owner_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","owner_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_contacts" ADD CONSTRAINT "company_contacts_organization_id_company_id_companies_organization_id_id_fk" FOREIGN KEY ("organization_id","company_id") REFERENCES "public"."companies"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "company_contacts" ADD CONSTRAINT "company_contacts_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_emails" ADD CONSTRAINT "contact_emails_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_phones" ADD CONSTRAINT "contact_phones_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_organization_id_owner_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","owner_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deal_lines" ADD CONSTRAINT "deal_lines_organization_id_deal_id_deals_organization_id_id_fk" FOREIGN KEY ("organization_id","deal_id") REFERENCES "public"."deals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_organization_id_company_id_companies_organization_id_id_fk" FOREIGN KEY ("organization_id","company_id") REFERENCES "public"."companies"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_organization_id_pipeline_id_pipelines_organization_id_id_fk" FOREIGN KEY ("organization_id","pipeline_id") REFERENCES "public"."pipelines"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_organization_id_stage_id_stages_organization_id_id_fk" FOREIGN KEY ("organization_id","stage_id") REFERENCES "public"."stages"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_organization_id_owner_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","owner_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stages" ADD CONSTRAINT "stages_organization_id_pipeline_id_pipelines_organization_id_id_fk" FOREIGN KEY ("organization_id","pipeline_id") REFERENCES "public"."pipelines"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_organization_id_person_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","person_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_organization_id_payment_id_payments_organization_id_id_fk" FOREIGN KEY ("organization_id","payment_id") REFERENCES "public"."payments"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkouts" ADD CONSTRAINT "checkouts_organization_id_link_id_links_organization_id_id_fk" FOREIGN KEY ("organization_id","link_id") REFERENCES "public"."links"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_settlements" ADD CONSTRAINT "invoice_settlements_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_taxes" ADD CONSTRAINT "invoice_taxes_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_company_id_companies_organization_id_id_fk" FOREIGN KEY ("organization_id","company_id") REFERENCES "public"."companies"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_deal_id_deals_organization_id_id_fk" FOREIGN KEY ("organization_id","deal_id") REFERENCES "public"."deals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_proposal_id_proposals_organization_id_id_fk" FOREIGN KEY ("organization_id","proposal_id") REFERENCES "public"."proposals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_series_id_number_series_organization_id_id_fk" FOREIGN KEY ("organization_id","series_id") REFERENCES "public"."number_series"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_owner_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","owner_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_organization_id_company_id_companies_organization_id_id_fk" FOREIGN KEY ("organization_id","company_id") REFERENCES "public"."companies"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_organization_id_checkout_id_checkouts_organization_id_id_fk" FOREIGN KEY ("organization_id","checkout_id") REFERENCES "public"."checkouts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_organization_id_recorded_by_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","recorded_by_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_organization_id_reverses_id_payments_organization_id_id_fk" FOREIGN KEY ("organization_id","reverses_id") REFERENCES "public"."payments"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_organization_id_form_id_forms_organization_id_id_fk" FOREIGN KEY ("organization_id","form_id") REFERENCES "public"."forms"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_organization_id_company_id_companies_organization_id_id_fk" FOREIGN KEY ("organization_id","company_id") REFERENCES "public"."companies"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_organization_id_deal_id_deals_organization_id_id_fk" FOREIGN KEY ("organization_id","deal_id") REFERENCES "public"."deals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leads" ADD CONSTRAINT "leads_organization_id_owner_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","owner_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organization_id_team_id_teams_organization_id_id_fk" FOREIGN KEY ("organization_id","team_id") REFERENCES "public"."teams"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_organization_id_parent_id_teams_organization_id_id_fk" FOREIGN KEY ("organization_id","parent_id") REFERENCES "public"."teams"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_organization_id_proposal_id_proposals_organization_id_id_fk" FOREIGN KEY ("organization_id","proposal_id") REFERENCES "public"."proposals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_uses" ADD CONSTRAINT "link_uses_organization_id_link_id_links_organization_id_id_fk" FOREIGN KEY ("organization_id","link_id") REFERENCES "public"."links"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_organization_id_version_id_proposal_versions_organization_id_id_fk" FOREIGN KEY ("organization_id","version_id") REFERENCES "public"."proposal_versions"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_choices" ADD CONSTRAINT "proposal_choices_organization_id_version_id_proposal_versions_organization_id_id_fk" FOREIGN KEY ("organization_id","version_id") REFERENCES "public"."proposal_versions"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_lines" ADD CONSTRAINT "proposal_lines_organization_id_proposal_id_proposals_organization_id_id_fk" FOREIGN KEY ("organization_id","proposal_id") REFERENCES "public"."proposals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal_versions" ADD CONSTRAINT "proposal_versions_organization_id_proposal_id_proposals_organization_id_id_fk" FOREIGN KEY ("organization_id","proposal_id") REFERENCES "public"."proposals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_organization_id_deal_id_deals_organization_id_id_fk" FOREIGN KEY ("organization_id","deal_id") REFERENCES "public"."deals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_organization_id_company_id_companies_organization_id_id_fk" FOREIGN KEY ("organization_id","company_id") REFERENCES "public"."companies"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_organization_id_owner_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","owner_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_organization_id_proposal_id_proposals_organization_id_id_fk" FOREIGN KEY ("organization_id","proposal_id") REFERENCES "public"."proposals"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_organization_id_version_id_proposal_versions_organization_id_id_fk" FOREIGN KEY ("organization_id","version_id") REFERENCES "public"."proposal_versions"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_organization_id_link_id_links_organization_id_id_fk" FOREIGN KEY ("organization_id","link_id") REFERENCES "public"."links"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sandbox"."deliveries" ADD CONSTRAINT "deliveries_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "sandbox"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mails_by_status" ON "mails" USING btree ("organization_id","status","created_at");--> statement-breakpoint
CREATE INDEX "notes_by_lead" ON "notes" USING btree ("organization_id","lead_id");--> statement-breakpoint
CREATE INDEX "notes_by_company" ON "notes" USING btree ("organization_id","company_id");--> statement-breakpoint
CREATE INDEX "notes_by_contact" ON "notes" USING btree ("organization_id","contact_id");--> statement-breakpoint
CREATE INDEX "notes_by_deal" ON "notes" USING btree ("organization_id","deal_id");--> statement-breakpoint
CREATE INDEX "addresses_by_company" ON "addresses" USING btree ("organization_id","company_id");--> statement-breakpoint
CREATE INDEX "companies_by_name" ON "companies" USING btree ("organization_id","name","id");--> statement-breakpoint
CREATE INDEX "companies_by_domain" ON "companies" USING btree ("organization_id","domain");--> statement-breakpoint
CREATE INDEX "company_contacts_by_contact" ON "company_contacts" USING btree ("organization_id","contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_emails_unique" ON "contact_emails" USING btree ("organization_id","email_normalized") WHERE deleted_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_emails_primary" ON "contact_emails" USING btree ("organization_id","contact_id") WHERE is_primary;--> statement-breakpoint
CREATE INDEX "contact_emails_by_contact" ON "contact_emails" USING btree ("organization_id","contact_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_phones_primary" ON "contact_phones" USING btree ("organization_id","contact_id") WHERE is_primary;--> statement-breakpoint
CREATE INDEX "contact_phones_by_number" ON "contact_phones" USING btree ("organization_id","phone_normalized");--> statement-breakpoint
CREATE INDEX "contact_phones_by_contact" ON "contact_phones" USING btree ("organization_id","contact_id");--> statement-breakpoint
CREATE INDEX "contacts_by_name" ON "contacts" USING btree ("organization_id","name","id");--> statement-breakpoint
CREATE INDEX "deal_lines_by_deal" ON "deal_lines" USING btree ("organization_id","deal_id","position");--> statement-breakpoint
CREATE INDEX "deals_newest" ON "deals" USING btree ("organization_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "deals_by_stage" ON "deals" USING btree ("organization_id","stage_id","stage_changed_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "deals_by_company" ON "deals" USING btree ("organization_id","company_id");--> statement-breakpoint
CREATE INDEX "deals_by_contact" ON "deals" USING btree ("organization_id","contact_id");--> statement-breakpoint
CREATE INDEX "events_newest" ON "events" USING btree ("organization_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("organization_id","person_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "allocations_by_invoice" ON "allocations" USING btree ("organization_id","invoice_id");--> statement-breakpoint
CREATE INDEX "allocations_by_payment" ON "allocations" USING btree ("organization_id","payment_id");--> statement-breakpoint
CREATE INDEX "checkouts_by_intent" ON "checkouts" USING btree ("organization_id","payment_intent_id");--> statement-breakpoint
CREATE INDEX "invoice_lines_by_invoice" ON "invoice_lines" USING btree ("organization_id","invoice_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_one_deposit" ON "invoices" USING btree ("organization_id","proposal_id") WHERE kind = 'deposit' and status <> 'void';--> statement-breakpoint
CREATE INDEX "invoices_newest" ON "invoices" USING btree ("organization_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "invoices_by_due" ON "invoices" USING btree ("organization_id","status","due_on","id");--> statement-breakpoint
CREATE INDEX "invoices_by_company" ON "invoices" USING btree ("organization_id","company_id");--> statement-breakpoint
CREATE INDEX "invoices_by_deal" ON "invoices" USING btree ("organization_id","deal_id");--> statement-breakpoint
CREATE INDEX "payments_by_company" ON "payments" USING btree ("organization_id","company_id","created_at");--> statement-breakpoint
CREATE INDEX "leads_newest" ON "leads" USING btree ("organization_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "leads_by_status" ON "leads" USING btree ("organization_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "leads_by_email" ON "leads" USING btree ("organization_id","email_normalized");--> statement-breakpoint
CREATE INDEX "leads_by_phone" ON "leads" USING btree ("organization_id","phone_normalized");--> statement-breakpoint
CREATE INDEX "leads_by_domain" ON "leads" USING btree ("organization_id","company_domain");--> statement-breakpoint
CREATE INDEX "members_person" ON "members" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "password_resets_person" ON "password_resets" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "link_uses_by_link" ON "link_uses" USING btree ("organization_id","link_id","used_at");--> statement-breakpoint
CREATE INDEX "links_by_object" ON "links" USING btree ("organization_id","object_id","created_at");--> statement-breakpoint
CREATE INDEX "proposal_lines_by_proposal" ON "proposal_lines" USING btree ("organization_id","proposal_id","position");--> statement-breakpoint
CREATE INDEX "proposals_newest" ON "proposals" USING btree ("organization_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "proposals_by_deal" ON "proposals" USING btree ("organization_id","deal_id");--> statement-breakpoint
CREATE INDEX "proposals_by_company" ON "proposals" USING btree ("organization_id","company_id");--> statement-breakpoint
CREATE INDEX "sandbox_deliveries_due" ON "sandbox"."deliveries" USING btree ("delivered_at","due_at");--> statement-breakpoint
CREATE INDEX "sandbox_deliveries_event" ON "sandbox"."deliveries" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "sandbox_events_position" ON "sandbox"."events" USING btree ("position");--> statement-breakpoint
CREATE INDEX "sandbox_mails_newest" ON "sandbox"."mails" USING btree ("position");--> statement-breakpoint
CREATE INDEX "sandbox_objects_newest" ON "sandbox"."objects" USING btree ("kind","created_at" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE POLICY "organization" ON "mails" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "notes" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "addresses" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "companies" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "company_contacts" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "contact_emails" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "contact_phones" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "contacts" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "deal_lines" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "deals" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "pipelines" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "stages" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "event_details" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "event_subjects" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "events" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "notifications" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "receipts" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "allocations" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "checkouts" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "documents" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "invoice_lines" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "invoice_settlements" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "invoice_taxes" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "invoices" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "payments" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "forms" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "leads" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "members" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "number_series" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "organizations" AS PERMISSIVE FOR ALL TO public USING (id = (select app.current_organization())) WITH CHECK (id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "teams" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "evidence" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "link_uses" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "links" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "proposal_choices" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "proposal_lines" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "proposal_versions" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "proposals" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "signatures" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));