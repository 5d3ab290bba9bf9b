import type { ReactNode } from "react"
import { Icon } from "./icon"
import { Link } from "./link"

type TitleBarProps = {
  title: string
  subtitle?: ReactNode
  eyebrow?: string
  chip?: ReactNode
  back?: { href: string; label: string }
  actions?: ReactNode
}

/** The head of a page: where one is, what it is called, what can be done. Holds the page's only h1. */
export function TitleBar({ title, subtitle, eyebrow, chip, back, actions }: TitleBarProps) {
  return (
    <header className="title-bar">
      <div className="title-bar-words">
        {back && (
          <Link className="title-back" to={back.href}>
            <Icon name="chevron-left" size="sm" />
            {back.label}
          </Link>
        )}
        {eyebrow && <p className="title-eyebrow">{eyebrow}</p>}
        <div className="title-line">
          <h1 tabIndex={-1}>{title}</h1>
          {chip}
        </div>
        {subtitle && <p className="title-subtitle">{subtitle}</p>}
      </div>
      {actions && <div className="title-actions">{actions}</div>}
    </header>
  )
}
