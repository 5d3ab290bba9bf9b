import { Link } from "@remix-run/react"
import type { ReactNode } from "react"
import type { FeedbackTone } from "./tones"

type StatProps = { label: string; value: string; href?: string; note?: ReactNode; tone?: FeedbackTone }

/** One number that leads to its rows. */
export function Stat({ label, value, href, note, tone }: StatProps) {
  return (
    <div className="stat" data-tone={tone}>
      <dt>{href ? <Link to={href}>{label}</Link> : label}</dt>
      <dd className="stat-value">{value}</dd>
      {note && <dd className="stat-note">{note}</dd>}
    </div>
  )
}

/** Numbers side by side, divided by hairlines. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className="stats">{children}</dl>
}
