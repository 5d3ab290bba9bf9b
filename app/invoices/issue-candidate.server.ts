import { eq } from "drizzle-orm"
import { companies } from "#db/schema/companies"
import { contacts } from "#db/schema/contacts"
import { listAddresses } from "~/companies/company-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import type { Reading } from "~/platform/data/work.server"
import { addDays, type CalendarDate, todayIn } from "~/platform/language/dates"
import { Invalid, NotFound } from "~/platform/language/errors"
import { linesOf, reckon } from "./invoice-lines.server"
import type { Invoice } from "./invoice-queries.server"
import { makeSnapshot } from "./make-snapshot"
import { nextInvoiceNumber } from "./number-series.server"
import { recipientOf } from "./recipient.server"
import { type Shortcoming, shortcomingsOf } from "./shortcomings"
import { taxCurrencyOf } from "./tax-currency"

/**
 * A draft as it would be issued now: its dates, what it would print, whom it would be mailed to, what it lacks, and the
 * number it would get if nobody is faster. The issue date is the draft's own or the organization's today.
 */
export async function issueCandidate(ctx: Reading, draft: Invoice) {
  const organization = await getOrganization(ctx, {})
  const today = todayIn(organization.timeZone, ctx.now)
  const issueOn = (draft.issueOn ?? today) as CalendarDate
  const dueOn = (draft.dueOn ?? addDays(issueOn, draft.termsDays)) as CalendarDate
  const lines = await linesOf(ctx, draft.id)
  const totals = reckon(lines, draft)
  const buyer = await buyerOf(ctx, draft)
  const recipient = await recipientOf(ctx, draft)
  const { number, lastIssuedOn } = await nextInvoiceNumber(ctx, issueOn)
  const snapshot = makeSnapshot({ ...draft, issueOn, dueOn }, lines, totals, organization, buyer)
  const { seller } = snapshot
  const parties = { seller, buyer: snapshot.buyer, recipient, poRequired: buyer.poRequired }
  const facts = { issueOn, dueOn, lastIssuedOn, poNumber: draft.poNumber, ...parties }
  const { currency, serviceFromOn, serviceToOn } = draft
  const rates = { taxCurrency: taxCurrencyOf(organization), hasExchangeRate: draft.exchangeRate !== null }
  const terms = { ...rates, currency, serviceFromOn, serviceToOn, isSmallBusiness: organization.isSmallBusiness }
  const sums = { lines, totalMinor: totals.total.minor, taxMinor: totals.tax.minor }
  const shortcomings = shortcomingsOf({ ...facts, ...terms, ...sums }, today)
  return { issueOn, dueOn, totals, snapshot, recipient, shortcomings, nextNumber: number }
}

export type IssueCandidate = Awaited<ReturnType<typeof issueCandidate>>

/** Whether nothing keeps a candidate from being issued. */
export const isIssuable = ({ shortcomings }: Pick<IssueCandidate, "shortcomings">) =>
  !shortcomings.some((each) => each.blocking)

/** Refuses a candidate that lacks something, with every sentence that says what. */
export function assertIssuable({ shortcomings }: Pick<IssueCandidate, "shortcomings">) {
  const blocking = shortcomings.filter((each): each is Shortcoming => each.blocking)
  if (blocking.length === 0) return
  throw new Invalid(blocking[0]?.field ?? "", blocking.map((each) => each.sentence).join(" "))
}

async function buyerOf(ctx: Reading, { companyId, contactId }: Invoice) {
  const [company] = await ctx.db.select().from(companies).where(eq(companies.id, companyId))
  if (!company) throw new NotFound("company")
  const [address] = await listAddresses(ctx, { companyId })
  const [contact] = contactId
    ? await ctx.db.select({ name: contacts.name }).from(contacts).where(eq(contacts.id, contactId))
    : []
  const { name, legalName, vatId, registrationNo, poRequired } = company
  return {
    name,
    legalName,
    vatId,
    registrationNo,
    poRequired,
    address: address ?? null,
    contactName: contact?.name ?? null,
  }
}
