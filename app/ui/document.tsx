import { type ReactNode, useId } from "react"

/** The paper. */
export function DocumentSheet({ children }: { children: ReactNode }) {
  return <article className="document">{children}</article>
}

type DocumentHeaderProps = {
  from?: string
  title: string
  lead?: ReactNode
  chip?: ReactNode
  logoUrl?: string | null
  as?: "h1" | "h2"
}

/** The head of a document; a heading of second rank where the page around it has one already. */
export function DocumentHeader({ from, title, lead, chip, logoUrl, as: Heading = "h1" }: DocumentHeaderProps) {
  return (
    <header className="document-head">
      <div className="document-head-line">
        {logoUrl ? (
          <img className="document-logo" src={logoUrl} alt={from ?? ""} />
        ) : (
          <p className="document-from">{from}</p>
        )}
        {chip}
      </div>
      <Heading className="document-title">{title}</Heading>
      {lead && <p className="document-lead">{lead}</p>}
    </header>
  )
}

/** Number, dates and references, side by side. */
export function DocumentMeta({ items }: { items: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="document-meta">
      {items.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

type Party = { label: string; name: string; lines: readonly string[] }

/** Between whom: name and address of each side. */
export function Parties({ parties }: { parties: Party[] }) {
  return (
    <div className="document-parties">
      {parties.map(({ label, name, lines }) => (
        <div key={label}>
          <p className="document-party-label">{label}</p>
          <address>
            <strong>{name}</strong>
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </address>
        </div>
      ))}
    </div>
  )
}

/** A part of a document under its heading. */
export function DocumentSection({ title, id, children }: { title?: string; id?: string; children: ReactNode }) {
  const headingId = useId()
  return (
    <section className="document-section" id={id} aria-labelledby={title ? headingId : undefined}>
      {title && <h2 id={headingId}>{title}</h2>}
      {children}
    </section>
  )
}
