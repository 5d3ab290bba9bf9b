import { Link } from "@remix-run/react"
import type { ReactNode } from "react"

type LinkListItem = { id?: string; href: string; title: string; detail?: ReactNode; end?: ReactNode }

/** A few records that belong to this one, each a line that leads there. */
export function LinkList({ label, items }: { label?: string; items: readonly LinkListItem[] }) {
  return (
    <ul className="link-list" aria-label={label}>
      {items.map((item) => (
        <li key={item.id ?? item.href}>
          <Link to={item.href}>{item.title}</Link>
          {item.end}
          {item.detail && <span className="link-list-detail">{item.detail}</span>}
        </li>
      ))}
    </ul>
  )
}
