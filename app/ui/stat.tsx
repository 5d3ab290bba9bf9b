import type { ReactNode } from "react"
import { Link } from "./link"
import type { FeedbackTone } from "./tones"

type StatProps = {
  label: string
  value: string
  href?: string
  note?: ReactNode
  tone?: FeedbackTone
  /** Which part of a whole it is, 0 to 1, drawn as a bar below the number. */
  share?: number
}

/** One number that leads to its rows. */
export function Stat({ label, value, href, note, tone, share }: StatProps) {
  return (
    <div className="stat" data-tone={tone}>
      <dt>{href ? <Link to={href}>{label}</Link> : label}</dt>
      <dd className="stat-value">{value}</dd>
      {note && <dd className="stat-note">{note}</dd>}
      {share !== undefined && <ShareBar share={share} />}
    </div>
  )
}

/** A picture of what the number says already; nothing for those who hear the page. */
const ShareBar = ({ share }: { share: number }) => (
  <svg className="stat-bar" width="100%" height="4" aria-hidden="true">
    <rect rx="2" width="100%" height="4" />
    {share > 0 && <rect rx="2" width={`${Math.max(share * 100, 1).toFixed(2)}%`} height="4" />}
  </svg>
)

/** Numbers side by side, divided by hairlines. */
export function Stats({ children }: { children: ReactNode }) {
  return <dl className="stats">{children}</dl>
}
