import type { ReactNode } from "react"
import { countText } from "~/platform/language/counts"
import { Link } from "~/ui/link"
import { LinkList } from "~/ui/link-list"
import { Panel } from "~/ui/page"

/** A row of a panel: a record, what is to be known of it, and a figure or a moment at the end. */
export type FewRow = { id: string; href: string; title: string; detail: ReactNode; end?: ReactNode }

type FewProps = { title: string; rows: FewRow[]; count?: number; all: { href: string; label: string }; nothing: string }

/** The first few of a list, and the way to all of it. */
export function Few({ title, rows, count = rows.length, all, nothing }: FewProps) {
  return (
    <Panel
      title={title}
      action={<Link to={all.href}>{count > rows.length ? `${all.label}, ${countText(count)}` : all.label}</Link>}
    >
      {rows.length === 0 ? <p className="muted py-2">{nothing}</p> : <LinkList label={title} items={rows} />}
    </Panel>
  )
}
