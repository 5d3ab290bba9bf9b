create function app.transaction() returns bigint
  language sql stable parallel safe set search_path = pg_catalog, pg_temp
  as $$ select pg_current_xact_id()::text::bigint $$;
--> statement-breakpoint
comment on function app.transaction() is 'The transaction under way: what is older than the oldest that still runs has ended, in this order.';
--> statement-breakpoint
alter table members no force row level security;
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"role" text NOT NULL,
	"role_id" uuid,
	"is_read_only" boolean NOT NULL,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"last_used_ip" text,
	"revoked_at" timestamp with time zone,
	"replaced_by_id" uuid,
	CONSTRAINT "api_keys_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "api_keys_prefix" UNIQUE("prefix")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"head_on" date NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"signature" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "audit_heads_organization_id_head_on_pk" PRIMARY KEY("organization_id","head_on")
);
--> statement-breakpoint
ALTER TABLE "audit_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"sequence" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"detail_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	CONSTRAINT "audit_seals_organization_id_sequence_pk" PRIMARY KEY("organization_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "audit_seals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notification_preferences" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"channel" text NOT NULL,
	"timing" text NOT NULL,
	CONSTRAINT "notification_preferences_organization_id_person_id_kind_channel_pk" PRIMARY KEY("organization_id","person_id","kind","channel")
);
--> statement-breakpoint
ALTER TABLE "notification_preferences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ceremonies" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid,
	"state" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"credential_id" text PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"person_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_person_id_code_hash_pk" PRIMARY KEY("person_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "totp_factors" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"secret_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"role" text NOT NULL,
	"role_id" uuid,
	"team_id" uuid,
	"invited_by_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"token_sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"mailed_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"accepted_by_id" uuid,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "invitations_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "own_role_permissions" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"role_id" uuid NOT NULL,
	"permission" text NOT NULL,
	"scope" text NOT NULL,
	CONSTRAINT "own_role_permissions_organization_id_role_id_permission_pk" PRIMARY KEY("organization_id","role_id","permission")
);
--> statement-breakpoint
ALTER TABLE "own_role_permissions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "own_roles" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"base" text NOT NULL,
	"hides" text[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "own_roles_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "own_roles_are_no_owners" CHECK (base <> 'owner')
);
--> statement-breakpoint
ALTER TABLE "own_roles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "support_grants" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"reason" text NOT NULL,
	"granted_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "support_grants_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "support_grants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "email_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"token_sealed" text NOT NULL,
	"person_id" uuid NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"mailed_at" timestamp with time zone,
	CONSTRAINT "email_changes_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "identity_providers" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"client_secret_sealed" text,
	"groups_claim" text DEFAULT 'groups' NOT NULL,
	"role" text,
	"role_id" uuid,
	"team_id" uuid,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"deleted_at" timestamp with time zone,
	"custom_fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "identity_providers_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "identity_providers_key" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "identity_providers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "provider_groups" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"provider_id" uuid NOT NULL,
	"group" text NOT NULL,
	"role" text NOT NULL,
	"role_id" uuid,
	CONSTRAINT "provider_groups_organization_id_provider_id_group_pk" PRIMARY KEY("organization_id","provider_id","group")
);
--> statement-breakpoint
ALTER TABLE "provider_groups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "provider_subjects" (
	"organization_id" uuid DEFAULT app.current_organization() NOT NULL,
	"provider_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT app.clock() NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "provider_subjects_organization_id_provider_id_subject_pk" PRIMARY KEY("organization_id","provider_id","subject")
);
--> statement-breakpoint
ALTER TABLE "provider_subjects" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "transaction" bigint DEFAULT app.transaction() NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "role_id" uuid;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "quiet_from" text;--> statement-breakpoint
ALTER TABLE "members" ADD COLUMN "quiet_until" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "logo_file" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "logo_type" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "colour" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "factor_roles" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "skipped_steps" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "is_demo" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "is_super_admin" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "is_bound_to_organization" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_role_id_own_roles_organization_id_id_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "public"."own_roles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_created_by_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","created_by_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_seals" ADD CONSTRAINT "audit_seals_organization_id_event_id_events_organization_id_id_fk" FOREIGN KEY ("organization_id","event_id") REFERENCES "public"."events"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_organization_id_person_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","person_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ceremonies" ADD CONSTRAINT "ceremonies_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_factors" ADD CONSTRAINT "totp_factors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_invited_by_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","invited_by_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_accepted_by_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","accepted_by_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_role_id_own_roles_organization_id_id_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "public"."own_roles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_team_id_teams_organization_id_id_fk" FOREIGN KEY ("organization_id","team_id") REFERENCES "public"."teams"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_role_permissions" ADD CONSTRAINT "own_role_permissions_organization_id_role_id_own_roles_organization_id_id_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "public"."own_roles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_grants" ADD CONSTRAINT "support_grants_organization_id_granted_by_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","granted_by_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_providers" ADD CONSTRAINT "identity_providers_organization_id_role_id_own_roles_organization_id_id_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "public"."own_roles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_providers" ADD CONSTRAINT "identity_providers_organization_id_team_id_teams_organization_id_id_fk" FOREIGN KEY ("organization_id","team_id") REFERENCES "public"."teams"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_groups" ADD CONSTRAINT "provider_groups_organization_id_provider_id_identity_providers_organization_id_id_fk" FOREIGN KEY ("organization_id","provider_id") REFERENCES "public"."identity_providers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_groups" ADD CONSTRAINT "provider_groups_organization_id_role_id_own_roles_organization_id_id_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "public"."own_roles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_subjects" ADD CONSTRAINT "provider_subjects_organization_id_provider_id_identity_providers_organization_id_id_fk" FOREIGN KEY ("organization_id","provider_id") REFERENCES "public"."identity_providers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_subjects" ADD CONSTRAINT "provider_subjects_organization_id_person_id_members_organization_id_person_id_fk" FOREIGN KEY ("organization_id","person_id") REFERENCES "public"."members"("organization_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_newest" ON "api_keys" USING btree ("organization_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "ceremonies_person" ON "ceremonies" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "ceremonies_expiry" ON "ceremonies" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkeys_person" ON "passkeys" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open" ON "invitations" USING btree ("organization_id",lower(email)) WHERE accepted_at is null and revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "own_roles_name" ON "own_roles" USING btree ("organization_id",lower(name)) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "support_grants_newest" ON "support_grants" USING btree ("organization_id","expires_at");--> statement-breakpoint
CREATE INDEX "email_changes_person" ON "email_changes" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organization_id_role_id_own_roles_organization_id_id_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "public"."own_roles"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_in_order" ON "events" USING btree ("organization_id","transaction","id");--> statement-breakpoint
CREATE INDEX "notifications_to_mail" ON "notifications" USING btree ("organization_id","mail_due_at") WHERE mail_due_at is not null;--> statement-breakpoint
CREATE INDEX "members_by_team" ON "members" USING btree ("organization_id","team_id");--> statement-breakpoint
CREATE POLICY "organization" ON "api_keys" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "audit_heads" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "audit_seals" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "notification_preferences" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "invitations" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "own_role_permissions" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "own_roles" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "support_grants" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "identity_providers" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "provider_groups" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));--> statement-breakpoint
CREATE POLICY "organization" ON "provider_subjects" AS PERMISSIVE FOR ALL TO public USING (organization_id = (select app.current_organization())) WITH CHECK (organization_id = (select app.current_organization()));
--> statement-breakpoint
alter table api_keys force row level security;
--> statement-breakpoint
alter table audit_heads force row level security;
--> statement-breakpoint
alter table audit_seals force row level security;
--> statement-breakpoint
alter table notification_preferences force row level security;
--> statement-breakpoint
alter table invitations force row level security;
--> statement-breakpoint
alter table own_role_permissions force row level security;
--> statement-breakpoint
alter table own_roles force row level security;
--> statement-breakpoint
alter table support_grants force row level security;
--> statement-breakpoint
alter table identity_providers force row level security;
--> statement-breakpoint
alter table provider_groups force row level security;
--> statement-breakpoint
alter table provider_subjects force row level security;
--> statement-breakpoint
alter table members force row level security;
--> statement-breakpoint
create trigger touch before update on own_roles for each row execute function app.touch();
--> statement-breakpoint
create trigger touch before update on identity_providers for each row execute function app.touch();
--> statement-breakpoint
create trigger written_once before update or delete on audit_seals for each row execute function app.refuse_change();
--> statement-breakpoint
create trigger written_once before update or delete on audit_heads for each row execute function app.refuse_change();
--> statement-breakpoint
drop function app.resolve_session(bytea, timestamptz);
--> statement-breakpoint
create function app.resolve_session(secret bytea, at timestamptz) returns table (
    session_id uuid, person_id uuid, organization_id uuid, name text, email text,
    role text, role_id uuid, role_name text, hides text[], granted jsonb, team_id uuid, team_ids uuid[],
    must_show_factor boolean, is_support boolean, organizations bigint,
    last_seen_at timestamptz, authenticated_at timestamptz, factor_at timestamptz
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.id, s.person_id, s.organization_id, coalesce(m.name, p.name), coalesce(m.email, p.email),
      coalesce(m.role, 'guest'), r.id, r.name, coalesce(r.hides, '{}'),
      case when r.id is not null then (
        select coalesce(jsonb_object_agg(g.permission, g.scope), '{}') from public.own_role_permissions g
        where g.organization_id = r.organization_id and g.role_id = r.id
      ) end,
      m.team_id,
      case when m.team_id is not null then array(
        with recursive below as (
          select t.id from public.teams t where t.organization_id = m.organization_id and t.id = m.team_id
          union
          select t.id from public.teams t join below b on t.parent_id = b.id where t.organization_id = m.organization_id and t.deleted_at is null
        )
        select id from below
      ) else '{}' end,
      o.factor_roles && array[coalesce(m.role, 'guest'), coalesce(r.id::text, '')],
      m.person_id is null,
      (select count(*) from public.members other where other.person_id = s.person_id and other.status = 'active'),
      s.last_seen_at, s.authenticated_at, s.factor_at
    from public.sessions s
    join public.people p on p.id = s.person_id and p.disabled_at is null
    join public.organizations o on o.id = s.organization_id and o.deleted_at is null
    left join public.members m on m.organization_id = s.organization_id and m.person_id = s.person_id and m.status = 'active'
    left join public.own_roles r on r.organization_id = m.organization_id and r.id = m.role_id
    where s.token_hash = secret and s.revoked_at is null and s.expires_at > at
      and s.last_seen_at + make_interval(secs => s.idle_seconds) > at
      and (m.person_id is not null or p.is_super_admin and exists (
        select from public.support_grants g where g.organization_id = s.organization_id and g.revoked_at is null and g.expires_at > at
      ))
  $$;
--> statement-breakpoint
comment on function app.resolve_session(bytea, timestamptz) is 'Who a session belongs to, where they are and what they may do there, in one answer: role, permissions of an own role, teams below theirs.';
--> statement-breakpoint
drop function app.resolve_memberships(bytea);
--> statement-breakpoint
create function app.resolve_memberships(secret bytea) returns table (organization_id uuid, organization_name text, role text, role_name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select m.organization_id, o.name, m.role, r.name
    from public.sessions s
    join public.members m on m.person_id = s.person_id and m.status = 'active'
    join public.organizations o on o.id = m.organization_id and o.deleted_at is null
    left join public.own_roles r on r.organization_id = m.organization_id and r.id = m.role_id
    where s.token_hash = secret and s.revoked_at is null and (not s.is_bound_to_organization or m.organization_id = s.organization_id)
    order by m.created_at, m.organization_id
  $$;
--> statement-breakpoint
create function app.resolve_invitation(secret bytea, at timestamptz) returns table (invitation_id uuid, organization_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select i.id, i.organization_id from public.invitations i
    join public.organizations o on o.id = i.organization_id and o.deleted_at is null
    where i.token_hash = secret and i.accepted_at is null and i.revoked_at is null and i.expires_at > at
  $$;
--> statement-breakpoint
create function app.resolve_api_key(key_prefix text, secret bytea, at timestamptz) returns table (
    key_id uuid, organization_id uuid, name text, created_by_id uuid, role text, role_id uuid, hides text[], granted jsonb, is_read_only boolean
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select k.id, k.organization_id, k.name, k.created_by_id, k.role, k.role_id, coalesce(r.hides, '{}'),
      case when r.id is not null then (
        select coalesce(jsonb_object_agg(g.permission, g.scope), '{}') from public.own_role_permissions g
        where g.organization_id = r.organization_id and g.role_id = r.id
      ) end,
      k.is_read_only
    from public.api_keys k
    join public.organizations o on o.id = k.organization_id and o.deleted_at is null
    left join public.own_roles r on r.organization_id = k.organization_id and r.id = k.role_id
    where k.prefix = key_prefix and k.secret_hash = secret and k.revoked_at is null and k.expires_at > at
  $$;
--> statement-breakpoint
create function app.resolve_identity_provider(provider_key text) returns table (provider_id uuid, organization_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select i.id, i.organization_id from public.identity_providers i
    join public.organizations o on o.id = i.organization_id and o.deleted_at is null
    where i.key = provider_key and i.is_enabled and i.deleted_at is null
  $$;
