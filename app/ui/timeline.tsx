import type { ReactNode } from "react"
import { Icon, type IconName } from "./icon"
import { Link } from "./link"
import { When } from "./when"

type TimelineItem = {
  id?: string
  at: string
  when: string
  text: ReactNode
  detail?: ReactNode
  icon?: IconName
  who?: string
}

/** What happened, newest first: a line of history with its moment at the side. */
export function Timeline({
  label = "History",
  items,
  more,
}: {
  label?: string
  items: TimelineItem[]
  more?: string | null
}) {
  return (
    <div className="timeline">
      <ol aria-label={label}>
        {items.map((item) => (
          <li key={item.id ?? `${item.at}${item.when}`}>
            <span className="timeline-mark">{item.icon ? <Icon name={item.icon} size="sm" /> : null}</span>
            <div className="timeline-body">
              <p className="timeline-text">
                {item.text}
                {item.who && <span className="timeline-who">{item.who}</span>}
              </p>
              {item.detail && <div className="timeline-detail">{item.detail}</div>}
            </div>
            <When at={item.at}>{item.when}</When>
          </li>
        ))}
      </ol>
      {more && (
        <Link className="timeline-more" to={more} preventScrollReset>
          Older
        </Link>
      )}
    </div>
  )
}
