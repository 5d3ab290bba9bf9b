import { sql } from "drizzle-orm"
import { boolean, customType, index, integer, jsonb, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core"
import { linkChannels, proposalStatuses } from "../../app/proposals/proposal"
import { core, day, exact, idOf, instant, minor, recordTable, refers, tenantTable, writtenAt } from "../tenant"
import { companies } from "./companies"
import { contacts } from "./contacts"
import { deals, pricedLine } from "./deals"
import { refersToMember } from "./organizations"

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" })

/** An offer in the making and its state; what the client was sent stands frozen in `proposal_versions`. */
export const proposals = recordTable(
  "proposals",
  {
    dealId: idOf<"deals">("deal_id").notNull(),
    companyId: idOf<"companies">("company_id").notNull(),
    contactId: idOf<"contacts">("contact_id").notNull(),
    title: text("title").notNull(),
    status: text("status", { enum: proposalStatuses }).notNull().default("draft"),
    currency: text("currency").notNull(),
    pricesIncludeTax: boolean("prices_include_tax").notNull().default(false),
    intro: text("intro").notNull().default(""),
    scope: text("scope").notNull().default(""),
    timeline: text("timeline").notNull().default(""),
    terms: text("terms").notNull().default(""),
    depositPercent: exact("deposit_percent").notNull().default("0"),
    validUntilOn: day("valid_until_on"),
    ownerId: idOf<"people">("owner_id"),
    sentVersionId: idOf<"proposal_versions">("sent_version_id"),
    sentVersion: integer("sent_version").notNull().default(0),
    sentAt: instant("sent_at"),
    hasUnsentChanges: boolean("has_unsent_changes").notNull().default(true),
    firstOpenedAt: instant("first_opened_at"),
    lastOpenedAt: instant("last_opened_at"),
    decidedAt: instant("decided_at"),
    declineReason: text("decline_reason"),
    acceptedMinor: minor("accepted_minor"),
    ...core(),
  },
  (t) => [
    refers(t, t.dealId, deals),
    refers(t, t.companyId, companies),
    refers(t, t.contactId, contacts),
    refersToMember(t, t.ownerId),
    index("proposals_newest").on(t.organizationId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("proposals_by_status").on(t.organizationId, t.status, t.createdAt, t.id),
    index("proposals_by_owner").on(t.organizationId, t.ownerId, t.createdAt, t.id),
    index("proposals_unanswered")
      .on(t.organizationId, t.ownerId, t.lastOpenedAt, t.id)
      .where(sql`status = 'sent' and last_opened_at is not null and deleted_at is null`),
    index("proposals_by_deal").on(t.organizationId, t.dealId, t.createdAt),
    index("proposals_by_company").on(t.organizationId, t.companyId),
  ],
)

/** A priced line of a proposal in the making. */
export const proposalLines = recordTable(
  "proposal_lines",
  { proposalId: idOf<"proposals">("proposal_id").notNull(), ...pricedLine() },
  (t) => [
    refers(t, t.proposalId, proposals),
    index("proposal_lines_by_proposal").on(t.organizationId, t.proposalId, t.position),
  ],
)

/** What was sent, frozen: canonical content, the page as rendered, and their digest. Never updated, never deleted. */
export const proposalVersions = recordTable(
  "proposal_versions",
  {
    proposalId: idOf<"proposals">("proposal_id").notNull(),
    number: integer("number").notNull(),
    content: jsonb("content").$type<unknown>().notNull(),
    canonical: text("canonical").notNull(),
    html: text("html").notNull(),
    contentHash: text("content_hash").notNull(),
    sentById: idOf<"people">("sent_by_id"),
    sentAt: writtenAt("sent_at"),
  },
  (t) => [
    refers(t, t.proposalId, proposals),
    unique("proposal_versions_number").on(t.organizationId, t.proposalId, t.number),
  ],
)

/** The options the client last chose on a version, before signing. */
export const proposalChoices = tenantTable(
  "proposal_choices",
  {
    versionId: idOf<"proposal_versions">("version_id").notNull(),
    lineIds: jsonb("line_ids").$type<string[]>().notNull(),
    chosenAt: writtenAt("chosen_at"),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.versionId] }), refers(t, t.versionId, proposalVersions)],
)

/** A client's key to one document: only its digest finds it, a sealed copy lets it be mailed again. */
export const links = recordTable(
  "links",
  {
    purpose: text("purpose", { enum: ["proposal", "invoice"] }).notNull(),
    objectId: uuid("object_id").notNull(),
    versionId: idOf<"proposal_versions">("version_id"),
    contactId: idOf<"contacts">("contact_id"),
    email: text("email"),
    channel: text("channel", { enum: linkChannels }).notNull(),
    tokenHash: bytes("token_hash").notNull().unique(),
    tokenSealed: text("token_sealed").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    createdAt: writtenAt(),
  },
  (t) => [
    refers(t, t.versionId, proposalVersions),
    refers(t, t.contactId, contacts),
    index("links_by_object").on(t.organizationId, t.objectId, t.createdAt),
  ],
)

/** Every use of a client link, recorded after the answer; only a post or a visible page shows that a person looked. */
export const linkUses = recordTable(
  "link_uses",
  {
    linkId: idOf<"links">("link_id").notNull(),
    kind: text("kind", { enum: ["fetched", "seen", "acted", "downloaded"] }).notNull(),
    ip: text("ip"),
    userAgent: text("user_agent"),
    usedAt: writtenAt("used_at"),
  },
  (t) => [
    refers(t, t.linkId, links),
    index("link_uses_by_link").on(t.organizationId, t.linkId, t.usedAt),
    index("link_uses_by_time").on(t.organizationId, t.usedAt),
  ],
)

/** A simple electronic signature with its evidence; it names the one version and the selection it is for. */
export const signatures = recordTable(
  "signatures",
  {
    proposalId: idOf<"proposals">("proposal_id").notNull(),
    versionId: idOf<"proposal_versions">("version_id").notNull(),
    linkId: idOf<"links">("link_id").notNull(),
    contactId: idOf<"contacts">("contact_id"),
    typedName: text("typed_name").notNull(),
    email: text("email"),
    mailboxProven: boolean("mailbox_proven").notNull(),
    consentText: text("consent_text").notNull(),
    consentVersion: text("consent_version").notNull(),
    termsHash: text("terms_hash").notNull(),
    contentHash: text("content_hash").notNull(),
    chosenLineIds: jsonb("chosen_line_ids").$type<string[]>().notNull(),
    netMinor: minor("net_minor").notNull(),
    taxMinor: minor("tax_minor").notNull(),
    totalMinor: minor("total_minor").notNull(),
    monthlyMinor: minor("monthly_minor").notNull().default(sql`0`),
    currency: text("currency").notNull(),
    ip: text("ip"),
    userAgent: text("user_agent"),
    timeZone: text("time_zone"),
    chainHead: text("chain_head").notNull(),
    signedAt: writtenAt("signed_at"),
  },
  (t) => [
    refers(t, t.proposalId, proposals),
    refers(t, t.versionId, proposalVersions),
    refers(t, t.linkId, links),
    refers(t, t.contactId, contacts),
    unique("signatures_once").on(t.organizationId, t.proposalId),
  ],
)

/** The evidence of a proposal as a chain: each entry's digest covers the one before it. Written with the act itself. */
export const evidence = tenantTable(
  "evidence",
  {
    proposalId: idOf<"proposals">("proposal_id").notNull(),
    position: integer("position").notNull(),
    name: text("name").notNull(),
    canonical: text("canonical").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
    recordedAt: writtenAt("recorded_at"),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.proposalId, t.position] }), refers(t, t.proposalId, proposals)],
)
