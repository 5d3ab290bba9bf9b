import { type ReactNode, useId } from "react"
import { Avatar } from "./avatar"
import { Glyph, type GlyphName } from "./chip"
import { Link } from "./link"
import type { Tone } from "./tones"

/** Columns side by side; on a phone one at a time. */
export function Board({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="board" aria-label={label}>
      {children}
    </section>
  )
}

type BoardColumnProps = {
  id?: string
  name: string
  count: number
  sum?: string
  note?: string
  tone?: Tone
  glyph?: GlyphName
  action?: ReactNode
  empty?: string
  children?: ReactNode
}

/** One stage of the board: its name, how many stand in it and what they come to. */
export function BoardColumn(props: BoardColumnProps) {
  const headingId = useId()
  return (
    <section className="board-column" id={props.id} aria-labelledby={headingId} data-tone={props.tone}>
      <header className="board-column-head">
        <h2 id={headingId}>
          {props.glyph && <Glyph name={props.glyph} />}
          <span className="board-column-name">{props.name}</span>{" "}
          <span className="board-column-count">{props.count}</span>
        </h2>
        {props.action && <div className="board-column-action">{props.action}</div>}
        <p className="board-column-sum">
          {props.sum && <span>{props.sum}</span>}
          {props.note && <span>{props.note}</span>}
        </p>
      </header>
      {props.count === 0 ? (
        <p className="board-empty">{props.empty ?? "Nothing here"}</p>
      ) : (
        <ul className="board-cards">{props.children}</ul>
      )}
    </section>
  )
}

type BoardCardProps = {
  href: string
  title: string
  subtitle?: ReactNode
  amount?: string
  note?: ReactNode
  noteTone?: "warn"
  owner?: string
  actions?: ReactNode
}

/** A record on the board; the whole card opens it, its buttons stand above. */
export function BoardCard({ href, title, subtitle, amount, note, noteTone, owner, actions }: BoardCardProps) {
  return (
    <li className="board-card">
      <Link className="board-card-title" to={href}>
        {title}
      </Link>
      {subtitle && <p className="board-card-line">{subtitle}</p>}
      {note && (
        <p className="board-card-line" data-tone={noteTone}>
          {note}
        </p>
      )}
      <div className="board-card-foot">
        {amount && <span className="amount">{amount}</span>}
        <span className="board-card-end">
          {actions}
          {owner && <Avatar name={owner} size="sm" />}
        </span>
      </div>
    </li>
  )
}
