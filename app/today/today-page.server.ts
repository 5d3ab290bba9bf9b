import { leadStatusNames, waitingText, waitsTooLong } from "~/leads/lead"
import { calendarDate, formatInstant, relativeDays } from "~/platform/language/dates"
import { formatMoney } from "~/platform/language/money"
import { href } from "~/platform/language/paths"
import { whyDealWaits } from "./deal-wait"
import type { getToday } from "./today-queries.server"

type Told = Awaited<ReturnType<typeof getToday>>

/** Today's rows as the page shows them, every text finished. */
export function todayPage({ timeZone, locale, today, ...told }: Told, now: Date) {
  const moment = (at: Date) => ({ at: at.toISOString(), when: formatInstant(at, timeZone, locale) })
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
      detail: together(companyName, whyDealWaits(deal, today, now)),
      value: money(valueMinor, currency),
    })),
    proposals: counted(told.proposals, ({ id, title, companyName, lastOpenedAt }) => ({
      ...{ id, title, href: href("/proposals/:proposalId", { proposalId: id }) },
      detail: companyName,
      ...moment(lastOpenedAt ?? now),
    })),
    opened: told.opened.map(({ id, title, companyName, number, isInvoice, at }) => ({
      id,
      title: isInvoice ? `Invoice ${number}` : title,
      href: isInvoice
        ? href("/invoices/:invoiceId", { invoiceId: id })
        : href("/proposals/:proposalId", { proposalId: id }),
      detail: companyName,
      ...moment(at),
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

const counted = <Row, Shown>({ count, rows }: { count: number; rows: Row[] }, show: (row: Row) => Shown) => ({
  count,
  rows: rows.map(show),
})

const together = (...parts: (string | null)[]) => parts.filter(Boolean).join(" · ")

const invoicesIn = (n: number) => (n === 1 ? "1 invoice" : `${n} invoices`)
