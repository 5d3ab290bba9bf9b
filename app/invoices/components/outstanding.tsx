import { href, withQuery } from "~/platform/language/paths"
import { Stat, Stats } from "~/ui/stat"

type Owed = {
  currency: string
  count: number
  owed: string
  notDue: string
  late: { label: string; value: string; isOwed: boolean }[]
}

/** What clients owe in each currency, and how late it is. */
export function Outstanding({ currencies }: { currencies: Owed[] }) {
  return currencies.map(({ currency, count, owed, notDue, late }) => (
    <Stats key={currency}>
      <Stat
        label={currencies.length > 1 ? `Outstanding in ${currency}` : "Outstanding"}
        value={owed}
        href={href("/invoices")}
        note={count === 1 ? "1 invoice" : `${count} invoices`}
      />
      <Stat label="Not due yet" value={notDue} />
      {late.map(({ label, value, isOwed }) => (
        <Stat
          key={label}
          label={label}
          value={value}
          tone={isOwed ? "danger" : undefined}
          href={isOwed ? withQuery(href("/invoices"), { view: "overdue" }) : undefined}
        />
      ))}
    </Stats>
  ))
}
