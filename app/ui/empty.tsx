import type { ReactNode } from "react"

type EmptyProps = { title: string; text?: ReactNode; action?: ReactNode; secondary?: ReactNode }

/** Nothing here yet: what this place is for, and the one thing to do next. */
export function Empty({ title, text, action, secondary }: EmptyProps) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {text && <p className="empty-text">{text}</p>}
      {(action || secondary) && (
        <div className="empty-actions">
          {action}
          {secondary}
        </div>
      )}
    </div>
  )
}
