import type { ReactNode } from "react"

type Fact = { label: string; value: ReactNode; action?: ReactNode }

const isMissing = (value: ReactNode) => value === null || value === undefined || value === "" || value === false

/** What is known of a record: label and value, with a way to change each where there is one. */
export function Facts({ items, layout = "rows" }: { items: Fact[]; layout?: "rows" | "grid" }) {
  return (
    <dl className="facts" data-layout={layout}>
      {items.map(({ label, value, action }) => (
        <div className="fact" key={label}>
          <dt>{label}</dt>
          <dd>
            <span className="fact-value">{isMissing(value) ? <span className="missing">–</span> : value}</span>
            {action && <span className="fact-action">{action}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
