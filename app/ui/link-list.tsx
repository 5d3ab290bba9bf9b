import type { ReactNode } from "react"
import { Link } from "./link"

type LinkListItem = { id?: string; href: string; title: string; detail?: ReactNode; end?: ReactNode }

type LinkListProps = {
  label?: string
  items: readonly LinkListItem[]
  /** Leaves to the browser what leads to no page. */
  reload?: boolean
}

/** A few records that belong to this one, each a line that leads there. */
export function LinkList({ label, items, reload }: LinkListProps) {
  return (
    <ul className="link-list" aria-label={label}>
      {items.map((item) => (
        <li key={item.id ?? item.href}>
          <Link to={item.href} reloadDocument={reload}>
            {item.title}
          </Link>
          {item.end}
          {item.detail && <span className="link-list-detail">{item.detail}</span>}
        </li>
      ))}
    </ul>
  )
}
