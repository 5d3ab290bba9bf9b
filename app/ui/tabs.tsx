import { countText } from "~/platform/language/counts"
import { Link } from "./link"

type Tab = { label: string; href: string; current?: boolean; count?: number }

/** Views of one place as links: the address is the state. */
export function Tabs({ label, items }: { label: string; items: Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {items.map((tab) => (
        <Link key={tab.href} to={tab.href} aria-current={tab.current ? "page" : undefined} preventScrollReset>
          {tab.label}
          {tab.count !== undefined && <span className="tab-count">{countText(tab.count)}</span>}
        </Link>
      ))}
    </nav>
  )
}
