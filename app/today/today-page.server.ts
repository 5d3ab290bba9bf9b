import { type InvoiceState, stateOf } from "~/invoices/invoice"
import { leadStatusNames, waitingText, waitsTooLong } from "~/leads/lead"
import { type CalendarDate, calendarDate, formatInstant, relativeDays } from "~/platform/language/dates"
import { formatMoney } from "~/platform/language/money"
import { href } from "~/platform/language/paths"
import { type Standing, standingOf } from "~/proposals/standing"
import { whyDealWaits } from "./deal-wait"
import type { getToday } from "./today-queries.server"

type Told = Awaited<ReturnType<typeof getToday>>

/** Today's rows as the page shows them, every text finished. */
export function todayPage({ timeZone, locale, today, ...told }: Told, now: Date) {
  const money = (minor: bigint, currency: string) => formatMoney({ minor, currency }, locale)
  return {
    leads: counted(told.leads, ({ id, name, companyName, status, createdAt }) => ({
      ...{ id, title: name, href: href("/leads/:leadId", { leadId: id }) },
      detail: together(companyName, leadStatusNames[status]),
      waiting: waitingText(createdAt, now),
      isLate: waitsTooLong({ status, createdAt }, now),
    })),
    deals: counted(told.deals, ({ id, title, companyName, valueMinor, currency, ...deal }) => ({
      ...{ id, title, href: href("/deals/:dealId", { dealId: id }) },
      detail: together(companyName, whyDealWaits(deal, today)),
      value: money(valueMinor, currency),
    })),
    unanswered: told.proposals.count,
    opened: openedOnes(told).map((opened) => ({
      ...documentOf(opened, today),
      detail: together(opened.companyName, formatInstant(opened.at, timeZone, locale)),
    })),
    overdue: {
      count: told.overdue.count,
      sum: told.overdue.sums.map(({ balanceMinor, currency }) => money(balanceMinor, currency)).join(" + ") || "None",
      note: told.overdue.count > 0 ? invoicesIn(told.overdue.count) : null,
      rows: told.overdue.rows.map(({ id, number, companyName, dueOn, balanceMinor, currency }) => ({
        ...{ id, title: `Invoice ${number}`, href: href("/invoices/:invoiceId", { invoiceId: id }) },
        detail: together(companyName, dueOn && relativeDays(calendarDate(dueOn), calendarDate(today))),
        balance: money(balanceMinor, currency),
      })),
    },
  }
}

/** How many opened documents the page shows. */
const mostOpened = 8

const counted = <Row, Shown>({ count, rows }: { count: number; rows: Row[] }, show: (row: Row) => Shown) => ({
  count,
  rows: rows.map(show),
})

type Opened = Told["opened"][number]

/** What clients opened: first what the reader waits to be answered, the longest waiting first, then what was opened lately. */
function openedOnes({ proposals, opened }: Pick<Told, "proposals" | "opened">): Opened[] {
  const unanswered = proposals.rows.flatMap(({ lastOpenedAt, ...row }) =>
    lastOpenedAt ? [{ ...row, at: lastOpenedAt, isInvoice: false as const }] : [],
  )
  const ids = new Set<string>(unanswered.map(({ id }) => id))
  return [...unanswered, ...opened.filter(({ id }) => !ids.has(id))].slice(0, mostOpened)
}

type Shown = { id: string; title: string; href: string; state?: InvoiceState; standing?: Standing }

/** A document with how it stands. */
function documentOf(opened: Opened, today: CalendarDate): Shown {
  const { id } = opened
  if (opened.isInvoice) {
    const state = stateOf(opened, today)
    const noun = opened.kind === "credit_note" ? "Credit note" : "Invoice"
    return { id, title: `${noun} ${opened.number}`, href: href("/invoices/:invoiceId", { invoiceId: id }), state }
  }
  const standing = standingOf(opened, today)
  return { id, title: opened.title, href: href("/proposals/:proposalId", { proposalId: id }), standing }
}

const together = (...parts: (string | null)[]) => parts.filter(Boolean).join(" · ")

const invoicesIn = (n: number) => (n === 1 ? "1 invoice" : `${n} invoices`)
