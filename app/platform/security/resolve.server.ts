import type { Hideable } from "~/organizations/role"
import type { Access } from "~/permissions"
import type { StaffAccess, StaffSession } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "./crypto.server"

/*
 * Finding the organization before there is one. Each function asks the database's resolver, which answers only for a correct
 * secret; nothing else in the program passes the wall.
 */

/** Who a browser's session belongs to and where they are. */
export type SessionHolder = StaffAccess &
  StaffSession & {
    sessionId: Id<"sessions">
    personId: Id<"people">
    organizationId: Id<"organizations">
    name: string
    email: string
    lastSeenAt: Date
  }

/** The living session of a cookie's secret and all that its holder may do, in one round trip; null for a wrong, ended or idle one, and for people who no longer belong. */
export async function resolveSession(secret: string, now: Date): Promise<SessionHolder | null> {
  const row = await one("select * from app.resolve_session($1, $2)", [sha256(secret), now])
  if (!row) return null
  return {
    personId: row.person_id,
    organizationId: row.organization_id,
    name: row.name,
    email: row.email,
    role: row.role,
    roleId: row.role_id,
    roleName: row.role_name,
    granted: row.granted,
    hides: row.hides,
    teamId: row.team_id,
    teamIds: row.team_ids,
    sessionId: row.session_id,
    authenticatedAt: row.authenticated_at,
    factorAt: row.factor_at,
    mustShowFactor: row.must_show_factor,
    isSupport: row.is_support,
    organizations: Number(row.organizations),
    lastSeenAt: row.last_seen_at,
  } as SessionHolder
}

/** What a program's key opens, and what its maker may do now. */
export type KeyHolder = StaffAccess & {
  keyId: Id<"api_keys">
  organizationId: Id<"organizations">
  organizationName: string
  /** The key's own name; `email` is its maker's. */
  name: string
  isReadOnly: boolean
  expiresAt: Date
  lastUsedAt: Date | null
  personId: Id<"people">
  email: string
  maker: Access & { hides: readonly Hideable[] }
}

/** The living key that these letters and this digest belong to; null for an unknown, revoked or expired one, and where its maker has left. */
export async function resolveApiKey(key: { prefix: string; secretHash: Buffer }, now: Date): Promise<KeyHolder | null> {
  const row = await one("select * from app.resolve_api_key($1, $2, $3)", [key.prefix, key.secretHash, now])
  if (!row) return null
  return {
    keyId: row.key_id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    name: row.name,
    isReadOnly: row.is_read_only,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    personId: row.created_by_id,
    email: row.created_by_email,
    role: row.role,
    roleId: row.role_id,
    roleName: row.role_name,
    granted: row.granted,
    hides: row.hides,
    teamId: row.team_id,
    teamIds: row.team_ids,
    maker: { role: row.maker_role, granted: row.maker_granted, hides: row.maker_hides },
  } as KeyHolder
}

/** An organization that the holder of a session can go on in, and whether they are there already. */
export type Membership = { organizationId: Id<"organizations">; name: string }

/** Every organization that the holder of a session may stand in; the one alone that vouched for them, where one did. */
export async function membershipsOf(secret: string): Promise<Membership[]> {
  const { rows } = await webPool().query<{ organization_id: Id<"organizations">; organization_name: string }>(
    "select organization_id, organization_name from app.resolve_memberships($1)",
    [sha256(secret)],
  )
  return rows.map(({ organization_id, organization_name }) => ({
    organizationId: organization_id,
    name: organization_name,
  }))
}

/** What a client's link opens. */
export type LinkHolder = {
  linkId: Id<"links">
  organizationId: Id<"organizations">
  purpose: "proposal" | "invoice"
  objectId: string
  versionId: Id<"proposal_versions"> | null
  contactId: Id<"contacts"> | null
  email: string | null
  channel: "mail" | "copied"
}

/** The link of a token; null for an unknown, expired or revoked one alike. */
export async function resolveLink(token: string, now: Date): Promise<LinkHolder | null> {
  const row = await one("select * from app.resolve_link($1)", [sha256(token)])
  return row && (row.expires_at as Date) > now ? holderOf(row) : null
}

/** The link of a token, also one that has run out: it opens nothing, but its reader may ask for a new one. Null for a revoked one. */
export async function resolveFormerLink(token: string): Promise<LinkHolder | null> {
  const row = await one("select * from app.resolve_link($1)", [sha256(token)])
  return row && holderOf(row)
}

function holderOf(row: Record<string, unknown>): LinkHolder | null {
  if (row.revoked_at !== null) return null
  return {
    linkId: row.link_id,
    organizationId: row.organization_id,
    purpose: row.purpose,
    objectId: row.object_id,
    versionId: row.version_id,
    contactId: row.contact_id,
    email: row.email,
    channel: row.channel,
  } as LinkHolder
}

/** The living public form of a key. */
export async function resolveForm(key: string) {
  const row = await one("select * from app.resolve_form($1)", [key])
  return row && { formId: row.form_id as Id<"forms">, organizationId: row.organization_id as Id<"organizations"> }
}

/** The identity provider of a public key, switched on; null for a key of none. */
export async function resolveIdentityProvider(key: string) {
  const row = await one("select * from app.resolve_identity_provider($1)", [key])
  return (
    row && {
      providerId: row.provider_id as Id<"identity_providers">,
      organizationId: row.organization_id as Id<"organizations">,
    }
  )
}

/** Whose payment page session this is; the session's id is known to the payment service and to us alone. */
export async function resolveCheckout(sessionId: string) {
  const row = await one("select * from app.resolve_checkout($1)", [sessionId])
  return (
    row && {
      organizationId: row.organization_id as Id<"organizations">,
      checkoutId: row.checkout_id as Id<"checkouts">,
    }
  )
}

/** The organization whose own payment account posts to this address, with its sealed secrets. */
export async function resolveStripeKey(key: string) {
  const row = await one("select * from app.resolve_stripe_key($1)", [key])
  return row && { organizationId: row.organization_id as Id<"organizations">, sealed: row.sealed as string | null }
}

/** An organization that gave the installation's super-admins leave to enter, and until when. */
export type Supportable = { organizationId: Id<"organizations">; name: string; expiresAt: Date }

/** The organizations that gave leave, for the session of a super-admin; for anybody else's there are none. */
export async function resolveSupport(secret: string, now: Date): Promise<Supportable[]> {
  const { rows } = await webPool().query<Record<string, unknown>>("select * from app.resolve_support($1, $2)", [
    sha256(secret),
    now,
  ])
  return rows.map(
    (row) =>
      ({ organizationId: row.organization_id, name: row.organization_name, expiresAt: row.expires_at }) as Supportable,
  )
}

/** Whether the installation has any organization yet; without one the first page is the set-up. */
export async function hasOrganizations(): Promise<boolean> {
  const row = await one("select app.has_organizations() as yes", [])
  return row?.yes === true
}

/** The file of a logo by the part of its key that its address has. */
export async function resolveLogo(logo: string) {
  const row = await one("select * from app.resolve_logo($1)", [logo])
  return row && { logoFile: row.logo_file as string, logoType: row.logo_type as string }
}

/** The organizations that wait to be removed for good, the longest deleted first. */
export async function deletedOrganizations() {
  const { rows } = await webPool().query<Record<string, unknown>>("select * from app.deleted_organizations()")
  return rows.map((row) => ({
    organizationId: row.organization_id as Id<"organizations">,
    name: row.name as string,
    deletedAt: row.deleted_at as Date,
  }))
}

/** Whether an organization was deleted, so that nothing is done in it any more. */
export async function isDeleted(organizationId: string): Promise<boolean> {
  const row = await one("select app.is_deleted($1) as yes", [organizationId])
  return row?.yes === true
}

/** Whom the clock reaches: every organization, by its id alone. */
export const everyOrganization = () => organizationsBy("select app.every_organization() as id")

/** Where something was tallied since tallies were folded last, by the organization's id alone. */
export const organizationsToFold = () => organizationsBy("select app.organizations_to_fold() as id")

/** Where something has happened, for good, that the audit chain does not hold yet, by the organization's id alone. */
export const organizationsToSeal = () => organizationsBy("select app.organizations_to_seal() as id")

async function organizationsBy(text: string): Promise<Id<"organizations">[]> {
  const { rows } = await webPool().query<{ id: Id<"organizations"> }>(text)
  return rows.map(({ id }) => id)
}

async function one(text: string, values: unknown[]): Promise<Record<string, unknown> | null> {
  const { rows } = await webPool().query<Record<string, unknown>>(text, values)
  return rows[0] ?? null
}
