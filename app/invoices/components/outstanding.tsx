import { href, withQuery } from "~/platform/language/paths"
import { Stack } from "~/ui/page"
import { Stat, Stats } from "~/ui/stat"

/** A sum, and which part it is of all that is owed, 0 to 1. */
type Part = { label: string; value: string; share: number }

type Owed = { currency: string; count: number; owed: Part; notDue: Part; late: Part[] }

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
  return (
    <Stats>
      <Stat
        label={isOnly ? owed.label : `${owed.label} in ${currency}`}
        value={owed.value}
        href={href("/invoices")}
        note={count === 1 ? "1 invoice" : `${count} invoices`}
      />
      <Stat {...notDue} />
      {late.map((part) => (
        <Stat
          key={part.label}
          {...part}
          tone={part.share > 0 ? "danger" : undefined}
          href={part.share > 0 ? withQuery(href("/invoices"), { view: "overdue" }) : undefined}
        />
      ))}
    </Stats>
  )
}
