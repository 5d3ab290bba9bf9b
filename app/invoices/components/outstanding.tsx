import { href, withQuery } from "~/platform/language/paths"
import { Stack } from "~/ui/page"
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
  if (currencies.length === 0) return null
  return (
    <div className="mb-6">
      <Stack gap="sm">
        {currencies.map((owed) => (
          <OwedIn key={owed.currency} owed={owed} isOnly={currencies.length === 1} />
        ))}
      </Stack>
    </div>
  )
}

function OwedIn({ owed: { currency, count, owed, notDue, late }, isOnly }: { owed: Owed; isOnly: boolean }) {
  const invoices = count === 1 ? "1 invoice" : `${count} invoices`
  return (
    <Stats>
      <Stat
        label={isOnly ? "Outstanding" : `Outstanding in ${currency}`}
        value={owed}
        href={href("/invoices")}
        note={`${invoices}, ${notDue} not due yet`}
      />
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
  )
}
