import { isInTrouble } from "~/activities/mail"
import { type Access, may } from "~/permissions"
import { type CalendarDate, formatInstant, relativeDays } from "~/platform/language/dates"
import { formatMoney } from "~/platform/language/money"
import type { findLastSending } from "./draft-queries.server"
import type { InvoiceState } from "./invoice"
import type { Invoice } from "./invoice-queries.server"
import { dayIn, wordsOf } from "./invoice-words"
import { nextActOf } from "./next-act"
import type { Shortcoming } from "./shortcomings"
import type { InvoiceSnapshot } from "./snapshot"

/** What was found of an invoice, `today` by the organization's calendar. */
type Page = {
  invoice: Invoice
  document: InvoiceSnapshot
  shortcomings: Shortcoming[]
  state: InvoiceState
  today: CalendarDate
  timeZone: string
  locale: string
  balanceMinor: bigint
  creditedMinor: bigint
  creditMinor: bigint
  creditNotes: {
    id: string
    number: string | null
    issueOn: string | null
    totalMinor: bigint
    reason: string | null
    refundedMinor: bigint
  }[]
  credits: { id: string; number: string | null } | null
  checkout: { status: string; lastError: string | null; updatedAt: Date } | null
  hasPdf: boolean
  names: {
    company: string
    contact: string | null
    deal: string | null
    proposal: string | null
    owner: string | null
  }
}
type Sending = Awaited<ReturnType<typeof findLastSending>>

/** The page of an invoice in finished words and figures, for a reader with their access. */
export function invoicePageOf(page: Page, sending: Sending, access: Access) {
  const { invoice, document, state, today, locale, timeZone, balanceMinor, checkout, names } = page
  const { totalMinor, currency, dueOn } = invoice
  const money = (minor: bigint) => formatMoney({ minor, currency }, locale)
  const isDemand = invoice.status === "issued" && invoice.kind !== "credit_note"
  const isOwed = isDemand && balanceMinor > 0n
  const act = nextActOf(state, sending !== null)
  return {
    invoiceId: invoice.id as string,
    version: invoice.version,
    words: wordsOf(document),
    state,
    isDraft: invoice.status === "draft",
    isIssued: invoice.status === "issued",
    isDemand,
    ...creditsOf(page, access),
    hasPdf: page.hasPdf,
    next: act,
    balance: isOwed ? money(balanceMinor) : null,
    paid: isDemand ? money(totalMinor - balanceMinor - page.creditedMinor) : null,
    due: isOwed && dueOn ? relativeDays(dueOn as CalendarDate, today) : null,
    total: money(totalMinor),
    shortcomings: page.shortcomings.map(({ sentence, blocking }) => ({ sentence, blocking })),
    checkout: checkout && {
      status: checkout.status,
      problem: checkout.lastError,
      when: formatInstant(checkout.updatedAt, timeZone, locale),
    },
    sent: sending && {
      to: sending.to,
      when: formatInstant(sending.at, timeZone, locale),
      hasFailed: isInTrouble(sending.status),
    },
    names,
    ids: {
      companyId: invoice.companyId as string,
      contactId: invoice.contactId as string | null,
      dealId: invoice.dealId as string | null,
      proposalId: invoice.proposalId as string | null,
    },
    may: {
      edit: may(access, "invoices.edit"),
      issue: may(access, "invoices.issue"),
      send: may(access, "invoices.send"),
      void: may(access, "invoices.void"),
      record: may(access, "payments.record"),
      reverse: may(access, "payments.reverse"),
      refund: may(access, "payments.refund"),
    },
  }
}

/** What was taken back of an invoice and what is left to take, and the client's credit that could settle it. */
function creditsOf({ invoice, locale, balanceMinor, ...page }: Page, access: Access) {
  const { totalMinor, currency, kind, status } = invoice
  const money = (minor: bigint) => formatMoney({ minor, currency }, locale)
  const leftMinor = totalMinor - page.creditedMinor
  const isDemand = status === "issued" && kind !== "credit_note"
  const isApplicable = page.creditMinor > 0n && balanceMinor > 0n
  return {
    canCredit: isDemand && leftMinor > 0n && may(access, "invoices.credit"),
    credited: page.creditedMinor > 0n ? money(page.creditedMinor) : null,
    leftAfterCredit: page.creditedMinor > 0n ? money(leftMinor) : null,
    creditNotes: page.creditNotes.map(({ id, number, issueOn, totalMinor: minor, reason, refundedMinor }) => ({
      ...{ id, number: number ?? "", reason, amount: money(-minor), issued: dayIn(issueOn, locale) },
      refunded: refundedMinor > 0n ? money(refundedMinor) : null,
    })),
    credits: page.credits && { id: page.credits.id, number: page.credits.number ?? "" },
    clientCredit: isApplicable && may(access, "credits.read") ? money(page.creditMinor) : null,
    mayApply: may(access, "credits.apply"),
  }
}
