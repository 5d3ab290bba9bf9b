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
    links: page.links.map((link) => linkRow(link, page, now)),
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
    sent: words.moment(version.sentAt),
    total: words.money(offerOf(version.content, isSigned ? page.signature!.chosenLineIds : []).total),
    digest: version.contentHash.slice(0, 16),
    state: isSigned ? "Signed" : version.id === page.proposal.sentVersionId ? "Current" : "Replaced",
  }
}

function linkRow(link: Page["links"][number], page: Page, now: Date) {
  const words = wordsOf(page)
  return {
    id: link.id as string,
    name: link.contactName ?? link.email ?? "Somebody",
    isCopied: link.channel === "copied",
    reached: link.channel === "mail" ? (link.email ?? "") : "Passed on by hand, not verified by e-mail",
    version: page.versions.find((version) => version.id === link.versionId)?.number ?? null,
    made: words.moment(link.createdAt),
    lastUsed: words.moment(link.lastUsedAt),
    wasSeen: link.wasSeen,
    isOver: link.expiresAt <= now,
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
