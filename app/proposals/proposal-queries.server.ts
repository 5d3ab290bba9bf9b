import { and, asc, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { deals } from "#db/schema/deals"
import { members } from "#db/schema/organizations"
import { links, linkUses, proposalLines, proposals } from "#db/schema/proposals"
import { getCompany } from "~/companies/company-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { newLineValues } from "~/organizations/tax-settings"
import { contains } from "~/platform/data/contains.server"
import { isWord } from "~/platform/data/one-of-few.server"
import { keyset, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { refersTo } from "~/platform/data/same-organization.server"
import { visible } from "~/platform/data/visible.server"
import { onVisiblePage } from "~/platform/data/visible-page.server"
import type { Reading } from "~/platform/data/work.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import { id, optionalId, wholeNumber } from "~/platform/language/fields.server"
import type { Id } from "~/platform/language/ids"
import { choiceOf } from "./choose-options.server"
import { offerOf } from "./content"
import { evidenceOf, verifyEvidence } from "./evidence.server"
import { freezable, linesOf, obstaclesOf } from "./freeze.server"
import { ProposalFilter, ProposalIdInput } from "./inputs.server"
import { canRevise, whyFrozen } from "./proposal"
import { findReader, possibleRecipients } from "./recipient.server"
import { findSignature } from "./signature.server"
import { living } from "./subject.server"
import { versionsOf } from "./version.server"

/** A living proposal as it stands, with its lines. */
export const getProposal = query({
  name: "get-proposal",
  permission: "proposals.read",
  actors: ["staff", "system"],
  input: ProposalIdInput,
  async run(ctx, { proposalId }) {
    const [proposal] = await ctx.db.select().from(proposals).where(living(ctx, proposalId))
    if (!proposal) throw new NotFound("proposal")
    return { ...proposal, lines: await linesOf(ctx, proposalId) }
  },
})

/** What a proposal would say if it were sent now, and, while it can be sent, what keeps it from it. */
export const previewProposal = query({
  name: "preview-proposal",
  permission: "proposals.read",
  actors: ["staff"],
  input: ProposalIdInput,
  async run(ctx, { proposalId }) {
    const proposal = await getProposal(ctx, { proposalId })
    const ready = await freezable(ctx, proposal)
    const isUndecided = canRevise(proposal.status)
    return { proposal, content: ready.content, isUndecided, obstacles: isUndecided ? obstaclesOf(ready, ctx.now) : [] }
  },
})

/** What the form for editing shows: the proposal as it stands, what keeps it from being sent, and whom it can be written to. */
export const getEditingPage = query({
  name: "get-editing-page",
  permission: "proposals.revise",
  actors: ["staff"],
  input: ProposalIdInput,
  async run(ctx, { proposalId }) {
    const { proposal, content, obstacles } = await previewUndecided(ctx, proposalId)
    const people = await possibleRecipients(ctx, proposal)
    const { taxTreatment } = await getCompany(ctx, { companyId: proposal.companyId })
    const newLine = newLineValues(await getOrganization(ctx, {}), taxTreatment)
    return { proposal, content, obstacles, people, newLine }
  },
})

/** A version that was sent, by its number, with the options chosen on it or signed for. */
export const getProposalVersion = query({
  name: "get-proposal-version",
  permission: "proposals.read",
  actors: ["staff"],
  input: z.object({ proposalId: id("proposals"), number: wholeNumber(1, 100_000) }),
  async run(ctx, { proposalId, number }) {
    await getProposal(ctx, { proposalId })
    const version = (await versionsOf(ctx, proposalId)).find((each) => each.number === number)
    if (!version) throw new NotFound("version")
    const signature = await findSignature(ctx, proposalId)
    const signed = signature?.versionId === version.id ? signature : null
    return { version, chosenLineIds: signed?.chosenLineIds ?? (await choiceOf(ctx, version.id)), signature: signed }
  },
})

/** What the page for sending shows: what would go out, to whom it can go, and what stands in the way. */
export const getSendingPage = query({
  name: "get-sending-page",
  permission: "proposals.send",
  actors: ["staff"],
  input: ProposalIdInput,
  async run(ctx, { proposalId }) {
    const preview = await previewUndecided(ctx, proposalId)
    return { ...preview, recipients: await possibleRecipients(ctx, preview.proposal) }
  },
})

/** The preview of a proposal that can still be edited and sent; Conflict with the reason otherwise. */
async function previewUndecided(ctx: Reading, proposalId: Id<"proposals">) {
  const preview = await previewProposal(ctx, { proposalId })
  const { status } = preview.proposal
  if (!canRevise(status)) throw new Conflict(whyFrozen(status))
  return preview
}

/** All that the record's page shows: the proposal, its people, versions, links, choice, signature and evidence. */
export const getProposalPage = query({
  name: "get-proposal-page",
  permission: "proposals.read",
  actors: ["staff"],
  input: ProposalIdInput,
  async run(ctx, { proposalId }) {
    const preview = await previewProposal(ctx, { proposalId })
    const { proposal } = preview
    const versions = await versionsOf(ctx, proposalId)
    const current = versions.find((version) => version.id === proposal.sentVersionId) ?? null
    const evidence = await evidenceOf(ctx, proposalId)
    return {
      ...preview,
      names: await namesOf(ctx, proposal),
      versions,
      current,
      chosenLineIds: current ? await choiceOf(ctx, current.id) : [],
      signature: await findSignature(ctx, proposalId),
      links: await linksOf(ctx, proposalId),
      evidence,
      chain: verifyEvidence(evidence),
      organization: await getOrganization(ctx, {}),
    }
  },
})

async function namesOf(ctx: Reading, proposal: typeof proposals.$inferSelect) {
  const [names] = await ctx.db
    .select({ company: companies.name, contact: contacts.name, deal: deals.title, owner: members.name })
    .from(companies)
    .innerJoin(contacts, eq(contacts.id, proposal.contactId))
    .innerJoin(deals, eq(deals.id, proposal.dealId))
    .leftJoin(members, proposal.ownerId ? eq(members.personId, proposal.ownerId) : sql`false`)
    .where(eq(companies.id, proposal.companyId))
  if (!names) throw new NotFound("proposal")
  return names
}

/** Who holds a link to a proposal, how it reached them, and how it was used, the newest first. Without tokens. */
async function linksOf(ctx: Reading, proposalId: Id<"proposals">) {
  const uses = sql<number>`count(${linkUses.id})`.mapWith(Number)
  const lastUsedAt = sql<Date | null>`max(${linkUses.usedAt})`.mapWith(linkUses.usedAt)
  const wasSeen = sql<boolean>`coalesce(bool_or(${linkUses.kind} in ('seen', 'acted')), false)`
  return ctx.db
    .select({
      id: links.id,
      versionId: links.versionId,
      channel: links.channel,
      email: links.email,
      contactName: contacts.name,
      createdAt: links.createdAt,
      expiresAt: links.expiresAt,
      uses,
      lastUsedAt,
      wasSeen,
    })
    .from(links)
    .leftJoin(contacts, eq(contacts.id, links.contactId))
    .leftJoin(linkUses, eq(linkUses.linkId, links.id))
    .where(and(eq(links.objectId, proposalId), isNull(links.revokedAt)))
    .groupBy(links.id, links.versionId, links.channel, links.email, contacts.name, links.createdAt, links.expiresAt)
    .orderBy(desc(links.createdAt), desc(links.id))
}

/** A link that was made for passing on by hand, with its sealed token; of nobody else's mailbox. Without an id, what a new one is for. */
export const getLinkPage = query({
  name: "get-link-page",
  permission: "links.create",
  actors: ["staff"],
  input: z.object({ proposalId: id("proposals"), linkId: optionalId("links") }),
  async run(ctx, { proposalId, linkId }) {
    const proposal = await getProposal(ctx, { proposalId })
    const link = linkId ? await copiedLink(ctx, proposalId, linkId) : null
    const reader = await findReader(ctx, link?.contactId ?? proposal.contactId)
    const { locale, timeZone } = await getOrganization(ctx, {})
    return { proposal, link, contactName: reader?.name ?? "the client", locale, timeZone }
  },
})

async function copiedLink(ctx: Reading, proposalId: Id<"proposals">, linkId: Id<"links">) {
  const [link] = await ctx.db
    .select()
    .from(links)
    .where(
      and(eq(links.id, linkId), eq(links.objectId, proposalId), eq(links.channel, "copied"), isNull(links.revokedAt)),
    )
  if (!link) throw new NotFound("link")
  return link
}

const row = {
  id: proposals.id,
  title: proposals.title,
  status: proposals.status,
  currency: proposals.currency,
  pricesIncludeTax: proposals.pricesIncludeTax,
  acceptedMinor: proposals.acceptedMinor,
  sentVersion: proposals.sentVersion,
  hasUnsentChanges: proposals.hasUnsentChanges,
  sentAt: proposals.sentAt,
  validUntilOn: proposals.validUntilOn,
  firstOpenedAt: proposals.firstOpenedAt,
  lastOpenedAt: proposals.lastOpenedAt,
  decidedAt: proposals.decidedAt,
  createdAt: proposals.createdAt,
  dealId: proposals.dealId,
  companyId: proposals.companyId,
  companyName: companies.name,
  contactName: contacts.name,
  ownerName: members.name,
}

const rowsOf = (ctx: Reading) =>
  ctx.db
    .select(row)
    .from(proposals)
    .innerJoin(companies, refersTo(companies, proposals, proposals.companyId))
    .innerJoin(contacts, refersTo(contacts, proposals, proposals.contactId))
    .leftJoin(members, eq(members.personId, proposals.ownerId))
    .$dynamic()

type StoredRow = Awaited<ReturnType<typeof rowsOf>>[number]

/** A proposal in a list; `totalMinor` is what was accepted, else what its lines come to with tax and without options. */
export type ProposalInList = StoredRow & { totalMinor: bigint }

async function withTotals(ctx: Reading, found: StoredRow[]): Promise<ProposalInList[]> {
  if (found.length === 0) return []
  const lines = await ctx.db
    .select()
    .from(proposalLines)
    .where(
      inArray(
        proposalLines.proposalId,
        found.map((each) => each.id),
      ),
    )
    .orderBy(asc(proposalLines.position))
  return found.map((each) => {
    const own = lines.filter((line) => line.proposalId === each.id)
    const { currency, pricesIncludeTax } = each
    const offered = offerOf({ currency, pricesIncludeTax, lines: own, depositPercent: "0" }, []).total.minor
    return { ...each, totalMinor: each.acceptedMinor ?? offered }
  })
}

const inList = ({ status, q }: z.output<typeof ProposalFilter>) =>
  and(isNull(proposals.deletedAt), status && isWord(proposals.status, status), named(q))

/** That a proposal is in the list as its address narrows it, for acts on all of them. */
export const proposalsInList = ({ db }: Reading, asked: Record<string, string>): SQL =>
  inArray(
    proposals.id,
    db
      .select({ id: proposals.id })
      .from(proposals)
      .innerJoin(companies, refersTo(companies, proposals, proposals.companyId))
      .where(inList(ProposalFilter.parse(asked))),
  )

/** Proposals newest first, one page at a time, of one state or of all, by title or client. */
export const listProposals = query({
  name: "list-proposals",
  permission: "proposals.read",
  actors: ["staff"],
  input: ProposalFilter.extend(PageInput),
  async run(ctx, { status, q, after, before }) {
    const list = keyset<StoredRow>({
      column: proposals.createdAt,
      value: (proposal) => proposal.createdAt.toISOString(),
      read: (text) => new Date(Date.parse(text) || 0),
      id: proposals.id,
      order: "newest",
      after,
      before,
    })
    const withCompany = sql`${proposals} join ${companies} on ${refersTo(companies, proposals, proposals.companyId)}`
    const found = await rowsOf(ctx)
      .where(onVisiblePage(ctx, proposals, list, inList({ status, q }), q ? { from: withCompany } : {}))
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const page = list.page(found)
    const { locale, timeZone } = await getOrganization(ctx, {})
    return { ...page, rows: await withTotals(ctx, page.rows), locale, timeZone }
  },
})

function named(q: string | undefined) {
  if (!q) return undefined
  const part = contains(q)
  return or(ilike(proposals.title, part), ilike(companies.name, part))
}

/** The proposals of a deal or a client, newest first, at most fifty. */
export const listProposalsOf = query({
  name: "list-proposals-of",
  permission: "proposals.read",
  actors: ["staff"],
  input: z.object({ dealId: optionalId("deals"), companyId: optionalId("companies") }),
  async run(ctx, { dealId, companyId }) {
    const theirs = or(
      dealId ? eq(proposals.dealId, dealId) : undefined,
      companyId ? eq(proposals.companyId, companyId) : undefined,
    )
    if (!theirs) return []
    const found = await rowsOf(ctx)
      .where(and(isNull(proposals.deletedAt), visible(ctx, proposals), theirs))
      .orderBy(desc(proposals.createdAt), desc(proposals.id))
      .limit(50)
    return withTotals(ctx, found)
  },
})
