import { type ReactNode, useId } from "react"

/** The room below the title: the whole width, a column for a form, or one for a document. */
export function PageBody({ width = "full", children }: { width?: "full" | "form" | "document"; children: ReactNode }) {
  return (
    <div className="page-body" data-width={width}>
      {children}
    </div>
  )
}

/** A record: its story in the wide column, its facts at the side; on small screens the facts come first. */
export function RecordLayout({
  aside,
  asideLabel = "About this record",
  children,
}: {
  aside: ReactNode
  asideLabel?: string
  children: ReactNode
}) {
  return (
    <div className="record">
      <div className="record-main">{children}</div>
      <section className="record-aside" aria-label={asideLabel}>
        {aside}
      </section>
    </div>
  )
}

type SectionProps = {
  title?: string
  count?: number
  action?: ReactNode
  note?: ReactNode
  id?: string
  children: ReactNode
}

/** A part of a page under its own heading. */
export function Section({ title, count, action, note, id, children }: SectionProps) {
  const headingId = useId()
  return (
    <section className="section" id={id} aria-labelledby={title ? headingId : undefined}>
      {(title || action) && (
        <header className="section-head">
          {title && (
            <h2 id={headingId}>
              {title}
              {count !== undefined && <span className="section-count">{count}</span>}
            </h2>
          )}
          {action && <div className="section-action">{action}</div>}
        </header>
      )}
      {note && <p className="section-note">{note}</p>}
      {children}
    </section>
  )
}

/** A section that stands on its own ground, for pages of several. */
export function Panel({ title, action, children }: { title?: string; action?: ReactNode; children: ReactNode }) {
  const headingId = useId()
  return (
    <section className="panel" aria-labelledby={title ? headingId : undefined}>
      {title && (
        <header className="panel-head">
          <h2 id={headingId}>{title}</h2>
          {action && <div className="section-action">{action}</div>}
        </header>
      )}
      {children}
    </section>
  )
}

/** Panels side by side where there is room. */
export function Columns({ min = "md", children }: { min?: "sm" | "md"; children: ReactNode }) {
  return (
    <div className="columns" data-min={min}>
      {children}
    </div>
  )
}

/** Things below each other with even gaps. */
export function Stack({ gap = "md", children }: { gap?: "sm" | "md" | "lg"; children: ReactNode }) {
  return (
    <div className="stack" data-gap={gap}>
      {children}
    </div>
  )
}
