import { calendarDate, formatDate, formatInstant, todayIn } from "~/platform/language/dates"
import { formatMoney, type Money } from "~/platform/language/money"
import { formatNumber } from "~/platform/language/numbers"
import { offerOf } from "./content"
import { plainDecimal } from "./freeze.server"
import { nextStepOf } from "./next-step"
import type { getProposalPage } from "./proposal-queries.server"
import { standingOf, stepsOf } from "./standing"
import type { FrozenVersion } from "./version.server"
import { moneyView } from "./view.server"

type Page = Awaited<ReturnType<typeof getProposalPage>>

/** Words and figures of the organization: its language, its clock. */
function wordsOf({ organization: { locale, timeZone } }: Page) {
  return {
    money: (money: Money) => formatMoney(money, locale),
    day: (date: string | null) => date && formatDate(calendarDate(date), locale),
    moment: (at: Date | null) => at && { at: at.toISOString(), text: formatInstant(at, timeZone, locale) },
    percent: (text: string) => `${formatNumber(plainDecimal(text), locale)} %`,
  }
}

/** A proposal's record as its page shows it: every date, figure and state in words. */
export function recordView(page: Page, now: Date) {
  const { proposal, names, obstacles, content, current, organization } = page
  const { id, title, status, hasUnsentChanges, sentVersion, dealId, companyId, contactId } = proposal
  const today = todayIn(organization.timeZone, now)
  const standing = standingOf(proposal, today)
  const words = wordsOf(page)
  const isDraft = current === null
  return {
    ...{ proposalId: id, title, status, standing, sentVersion, dealId, companyId, contactId, names },
    isUndecided: page.isUndecided,
    isSent: sentVersion > 0,
    nextVersion: sentVersion + 1,
    nextStep: nextStepOf({ standing, hasUnsentChanges, hasObstacles: obstacles.length > 0 }),
    steps: stepsOf(proposal, today),
    obstacles,
    money: moneyView(isDraft ? content : current.content, page.signature?.chosenLineIds ?? page.chosenLineIds),
    shownVersion: isDraft ? null : current.number,
    validUntil: words.day(isDraft ? proposal.validUntilOn : current.content.validUntilOn),
    deposit:
      proposal.depositPercent && words.percent(isDraft ? proposal.depositPercent : current.content.depositPercent),
    currency: proposal.currency,
    sent: words.moment(proposal.sentAt),
    firstOpened: words.moment(proposal.firstOpenedAt),
    lastOpened: words.moment(proposal.lastOpenedAt),
    decided: words.moment(proposal.decidedAt),
    declineReason: proposal.declineReason,
    versions: page.versions.map((version) => versionRow(version, page)),
    recipients: recipients(page, now),
    signature: signatureFacts(page),
    evidence: { entries: page.evidence.length, isWhole: page.chain.whole },
  }
}

/** The record as the page's components take it. */
export type RecordView = ReturnType<typeof recordView>

function versionRow(version: FrozenVersion, page: Page) {
  const words = wordsOf(page)
  const isSigned = page.signature?.versionId === version.id
  return {
    id: version.id as string,
    number: version.number,
    sentOn: words.day(todayIn(page.organization.timeZone, version.sentAt)),
    total: words.money(offerOf(version.content, isSigned ? page.signature!.chosenLineIds : []).total),
    state: isSigned ? "Signed" : version.id === page.proposal.sentVersionId ? "Current" : "Replaced",
  }
}

type Link = Page["links"][number]

/** Everyone who holds a link, once: by their newest link, opened when any of theirs was. */
function recipients(page: Page, now: Date) {
  const byReader = new Map<string, Link[]>()
  for (const link of page.links) {
    const reader = JSON.stringify([link.channel, link.contactName, link.email])
    byReader.set(reader, [...(byReader.get(reader) ?? []), link])
  }
  return [...byReader.values()].map((links) => recipientRow(links, page, now))
}

function recipientRow(links: Link[], page: Page, now: Date) {
  const newest = links[0]!
  const used = links.map((link) => link.lastUsedAt).filter((at) => at !== null)
  const lastUsedAt = used.reduce<Date | null>((last, at) => (last && last > at ? last : at), null)
  return {
    id: newest.id as string,
    name: newest.contactName ?? newest.email ?? "Somebody",
    isCopied: newest.channel === "copied",
    reached: newest.channel === "mail" ? (newest.email ?? "") : "Passed on by hand, not verified by e-mail",
    lastUsed: wordsOf(page).moment(lastUsedAt),
    wasSeen: links.some((link) => link.wasSeen),
    isOver: newest.expiresAt <= now,
    uses: links.reduce((sum, link) => sum + link.uses, 0),
  }
}

function signatureFacts(page: Page) {
  const { signature } = page
  if (!signature) return null
  const words = wordsOf(page)
  const { currency } = signature
  return {
    name: signature.typedName,
    signed: words.moment(signature.signedAt),
    email: signature.email,
    isProven: signature.mailboxProven,
    total: words.money({ minor: signature.totalMinor, currency }),
    monthly: signature.monthlyMinor > 0n ? words.money({ minor: signature.monthlyMinor, currency }) : null,
    ip: signature.ip,
    document: signature.contentHash.slice(0, 32),
    record: signature.chainHead.slice(0, 32),
  }
}
