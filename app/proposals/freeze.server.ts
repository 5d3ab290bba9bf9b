import { and, asc, eq, isNull, sql } from "drizzle-orm"
import { addresses, companies } from "#db/schema/companies"
import { contactEmails, contacts } from "#db/schema/contacts"
import { deals } from "#db/schema/deals"
import { members } from "#db/schema/organizations"
import { proposalLines, type proposals } from "#db/schema/proposals"
import { countryName } from "~/organizations/country"
import { getOrganization } from "~/organizations/organization-queries.server"
import { printedLookOf } from "~/organizations/printed-look"
import { taxNameIn } from "~/organizations/tax-settings"
import type { Reading } from "~/platform/data/work.server"
import { calendarDate, formatDate, todayIn } from "~/platform/language/dates"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { formatNumber } from "~/platform/language/numbers"
import { decimal, formatDecimal } from "~/pricing/decimal"
import type { ContentLine, PresentContent, ProposalContent } from "./content"
import { type MergeProblem, type MergeValues, merged, mergeProblems } from "./merge"
import { isExpired, type SectionName, sectionNames } from "./proposal"

type Proposal = typeof proposals.$inferSelect
type Line = typeof proposalLines.$inferSelect

/** What a proposal would say if it were sent now, and what keeps it from being sent. */
export type Freezable = { content: ProposalContent; mergeProblems: MergeProblem[] }

/** Gathers all that a version of this proposal says: texts with their fields filled in, lines, parties, dates. */
export async function freezable(ctx: Reading, proposal: Proposal): Promise<Freezable> {
  const [organization, parties, lines] = [
    await getOrganization(ctx, {}),
    await partiesOf(ctx, proposal),
    await linesOf(ctx, proposal.id),
  ]
  const values = mergeValues(proposal, organization, parties)
  const content: PresentContent = {
    format: 2,
    number: proposal.hasUnsentChanges ? proposal.sentVersion + 1 : proposal.sentVersion,
    title: proposal.title,
    currency: proposal.currency,
    pricesIncludeTax: proposal.pricesIncludeTax,
    taxName: lines.some((line) => line.secondTaxRate !== null) ? "Tax" : taxNameIn(organization.country),
    locale: organization.locale,
    timeZone: organization.timeZone,
    agency: agencyOf(organization),
    client: clientOf(parties, organization.locale),
    sections: Object.fromEntries(sectionNames.map((name) => [name, merged(proposal[name], values)])) as Record<
      (typeof sectionNames)[number],
      string
    >,
    lines: lines.map(contentLine),
    depositPercent: plainDecimal(proposal.depositPercent),
    validUntilOn: proposal.validUntilOn,
  }
  return { content, mergeProblems: mergeProblems(proposal, values) }
}

/** Something that keeps a proposal from being sent: the field to put right, and the sentence about it. */
export type Obstacle = { field: SectionName | "lines" | "validUntilOn"; sentence: string }

/** What keeps a proposal from being sent, in the order of its fields. */
export function obstaclesOf({ content, mergeProblems }: Freezable, now: Date): Obstacle[] {
  const today = todayIn(content.timeZone, now)
  const isOver = isExpired(content.validUntilOn, today)
  return [
    ...(isOver
      ? [{ field: "validUntilOn" as const, sentence: "The day it is valid until is over: set a later one." }]
      : []),
    ...mergeProblems.map(({ section, sentence }) => ({ field: section, sentence })),
    ...(content.lines.length === 0 ? [{ field: "lines" as const, sentence: "Pricing: add at least one line." }] : []),
  ]
}

/** The lines of a proposal in the making, in their order. */
export function linesOf(ctx: Reading, proposalId: Id<"proposals">): Promise<Line[]> {
  return ctx.db
    .select()
    .from(proposalLines)
    .where(eq(proposalLines.proposalId, proposalId))
    .orderBy(asc(proposalLines.position))
}

/** A decimal as people write it: the database's "19.000000" is "19". */
export const plainDecimal = (text: string): string => formatDecimal(decimal(text))

function contentLine(line: Line): ContentLine {
  const { id, name, description, unit, taxCategory, taxReason, secondTaxRate, recurrence, isOptional } = line
  return {
    id,
    name,
    description,
    quantity: plainDecimal(line.quantity),
    unit,
    unitPrice: plainDecimal(line.unitPrice),
    discountPercent: plainDecimal(line.discountPercent),
    taxCategory,
    taxRate: plainDecimal(line.taxRate),
    taxReason,
    secondTaxRate: secondTaxRate && plainDecimal(secondTaxRate),
    recurrence,
    isOptional,
  }
}

type Parties = Awaited<ReturnType<typeof partiesOf>>
type Organization = Awaited<ReturnType<typeof getOrganization>>

async function partiesOf(ctx: Reading, proposal: Proposal) {
  const [parties] = await ctx.db
    .select({
      company: companies,
      contact: contacts,
      email: contactEmails.email,
      dealTitle: deals.title,
      ownerName: members.name,
    })
    .from(companies)
    .innerJoin(contacts, eq(contacts.id, proposal.contactId))
    .innerJoin(deals, eq(deals.id, proposal.dealId))
    .leftJoin(
      contactEmails,
      and(eq(contactEmails.contactId, contacts.id), eq(contactEmails.isPrimary, true), isNull(contactEmails.deletedAt)),
    )
    .leftJoin(members, proposal.ownerId ? eq(members.personId, proposal.ownerId) : sql`false`)
    .where(eq(companies.id, proposal.companyId))
  if (!parties) throw new NotFound("proposal")
  const [address] = await ctx.db
    .select()
    .from(addresses)
    .where(and(eq(addresses.companyId, proposal.companyId), isNull(addresses.deletedAt)))
    .orderBy(sql`${addresses.kind} <> 'billing'`, asc(addresses.createdAt))
    .limit(1)
  return { ...parties, address: address ?? null }
}

function mergeValues(proposal: Proposal, organization: Organization, parties: Parties): MergeValues {
  const { company, contact } = parties
  const { locale } = organization
  const deposit = plainDecimal(proposal.depositPercent)
  return {
    "client.name": company.name,
    "client.legalName": company.legalName,
    "contact.name": contact.name,
    "contact.jobTitle": contact.jobTitle,
    "contact.email": parties.email,
    "deal.title": parties.dealTitle,
    "organization.name": organization.name,
    "organization.legalName": organization.legalName,
    "organization.email": organization.email,
    "organization.phone": organization.phone,
    "organization.website": organization.website,
    "owner.name": parties.ownerName,
    "proposal.title": proposal.title,
    "proposal.deposit": deposit === "0" ? null : `${formatNumber(deposit, locale)} %`,
    "proposal.validUntil": proposal.validUntilOn && formatDate(calendarDate(proposal.validUntilOn), locale),
  }
}

type Place = {
  line1: string | null
  line2: string | null
  postalCode: string | null
  city: string | null
  region: string | null
  country: string | null
}

/** An address as it is written on documents, line by line. */
function addressLines(place: Place, locale: string): string[] {
  const town = [place.postalCode, place.city].filter(Boolean).join(" ")
  const country = place.country && countryName(place.country, locale)
  return [place.line1, place.line2, town, place.region, country].filter((line): line is string => Boolean(line))
}

function agencyOf(organization: Organization): ProposalContent["agency"] {
  const { name, legalName, email, vatId, locale } = organization
  const look = printedLookOf(organization)
  return { name, legalName, lines: addressLines(organization, locale), email, vatId, ...(look ? { look } : {}) }
}

function clientOf({ company, contact, email, address }: Parties, locale: string): ProposalContent["client"] {
  return {
    name: company.legalName ?? company.name,
    lines: address ? addressLines(address, locale) : [],
    contactName: contact.name,
    contactEmail: email,
  }
}
