import type { ReactNode } from "react"
import { ActionForm } from "~/ui/action-form"
import { Empty } from "~/ui/empty"
import { Link } from "~/ui/link"
import { Section } from "~/ui/page"
import { Prose } from "~/ui/prose"
import { Tabs } from "~/ui/tabs"
import { Timeline } from "~/ui/timeline"
import type { TimelineLine } from "../timeline-line"
import { iconOf } from "./event-icon"

type RecordTimelineProps = {
  items: readonly TimelineLine[]
  filters: { label: string; href: string; current: boolean }[]
  more: string | null
  /** Where the rules about this record are explained. */
  why: string
  noteForm?: ReactNode
}

/** What happened to this record, with the views of it and, where one may, the form for a note. */
export function RecordTimeline({ items, filters, more, why, noteForm }: RecordTimelineProps) {
  const isFiltered = !filters[0]?.current
  return (
    <Section title="Timeline" id="timeline" action={<Link to={why}>Why can or can’t I?</Link>}>
      {noteForm && <div className="mt-3">{noteForm}</div>}
      <Tabs label="Views of the timeline" items={filters} />
      {items.length === 0 ? (
        <Empty title={isFiltered ? "Nothing of this kind yet" : "Nothing has happened yet"} />
      ) : (
        <Timeline label="What happened, newest first" items={items.map(lineOf)} more={more} />
      )}
    </Section>
  )
}

function lineOf(item: TimelineLine) {
  const { id, at, when, who, text, href, html, deleteAction, changes } = item
  return {
    id,
    at,
    when,
    who: who || undefined,
    icon: iconOf(item.name),
    text: href ? <Link to={href}>{text}</Link> : text,
    detail:
      html || changes.length > 0 ? (
        <>
          {html && <Prose html={html} size="compact" />}
          {deleteAction && <ActionForm action={deleteAction} label="Delete note" tone="quiet" />}
          {changes.length > 0 && <Changes changes={changes} />}
        </>
      ) : undefined,
  }
}

function Changes({ changes }: Pick<TimelineLine, "changes">) {
  return (
    <ul>
      {changes.map(({ field, from, to }) => (
        <li key={field} className="hint">
          {field}: {from ? <del>{from}</del> : "empty"} → {to ? <ins className="no-underline">{to}</ins> : "empty"}
        </li>
      ))}
    </ul>
  )
}
