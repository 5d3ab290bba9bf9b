import type { ReactNode } from "react"

type DocumentPageProps = {
  brand: string
  brandDetail?: ReactNode
  logoUrl?: string | null
  /** The style sheet of the colour it is drawn in. */
  styleHref?: string | null
  notices?: ReactNode
  children: ReactNode
  summary?: ReactNode
  actions?: ReactNode
  footer?: ReactNode
}

/** A document for a client: who it is from on top, the paper, and below it in sight what can be done. Needs no script. */
export function DocumentPage(props: DocumentPageProps) {
  const { brand, brandDetail, logoUrl, styleHref, notices, children, summary, actions, footer } = props
  return (
    <div className="document-page">
      {styleHref && <link rel="stylesheet" href={styleHref} />}
      <header className="document-brand">
        <p className="document-brand-name">
          {logoUrl ? (
            <img className="brand-logo" src={logoUrl} alt="" />
          ) : (
            <span className="mark" aria-hidden="true">
              {brand.charAt(0)}
            </span>
          )}
          {brand}
        </p>
        {brandDetail && <p className="document-brand-detail">{brandDetail}</p>}
      </header>
      <main id="main">
        {notices}
        {children}
      </main>
      {(summary || actions) && (
        <section className="document-bar" aria-label="What you can do">
          <div className="document-bar-inside">
            <div className="document-bar-summary">{summary}</div>
            <div className="document-bar-actions">{actions}</div>
          </div>
        </section>
      )}
      <footer className="document-footer">{footer}</footer>
    </div>
  )
}
