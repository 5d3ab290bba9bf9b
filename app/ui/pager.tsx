import { Icon } from "./icon"
import { Link } from "./link"

type PagerProps = { newer?: string | null; older?: string | null; text?: string; label?: string }

/** The way through a long list by its ends: nothing is drawn when everything fits on one page. */
export function Pager({ newer, older, text, label = "Pages" }: PagerProps) {
  if (!newer && !older) return text ? <p className="pager-text">{text}</p> : null
  return (
    <nav className="pager" aria-label={label}>
      <p className="pager-text">{text}</p>
      {newer && (
        <Link className="button" data-tone="plain" to={newer} rel="prev">
          <Icon name="chevron-left" />
          Newer
        </Link>
      )}
      {older && (
        <Link className="button" data-tone="plain" to={older} rel="next">
          Older
          <Icon name="chevron-right" />
        </Link>
      )}
    </nav>
  )
}
