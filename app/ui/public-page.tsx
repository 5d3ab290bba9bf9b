import type { ReactNode } from "react"

type PublicPageProps = {
  brand: string
  logoUrl?: string | null
  /** Whether the logo is a mark of its own size, such as the program's, and no image that somebody chose. */
  isMark?: boolean
  styleHref?: string | null
  title?: string
  subtitle?: ReactNode
  children: ReactNode
  footer?: ReactNode
  notices?: ReactNode
  wide?: boolean
}

/** A page for whoever comes by: one card in the middle under the name of who speaks. */
export function PublicPage(props: PublicPageProps) {
  const { brand, logoUrl, isMark, styleHref, title, subtitle, children, footer, notices, wide } = props
  return (
    <div className="public" data-wide={wide || undefined}>
      {styleHref && <link rel="stylesheet" href={styleHref} />}
      <header className="public-brand">
        {logoUrl ? (
          <img
            {...(isMark ? { className: "mark", width: 28, height: 28 } : { className: "brand-logo" })}
            src={logoUrl}
            alt=""
          />
        ) : (
          <span className="mark" aria-hidden="true">
            {brand.charAt(0)}
          </span>
        )}
        {brand}
      </header>
      <main className="public-main" id="main">
        {notices}
        <div className="public-card">
          {title && <h1>{title}</h1>}
          {subtitle && <p className="public-subtitle">{subtitle}</p>}
          {children}
        </div>
      </main>
      <footer className="public-footer">{footer}</footer>
    </div>
  )
}

type AuthPageProps = Omit<PublicPageProps, "brand" | "title"> & { brand?: string; title: string }

/** Signing in, a new password, setting up: the same page under the program's own name and mark. */
export function AuthPage({ brand = "Signoff", logoUrl = "/favicon.svg", ...page }: AuthPageProps) {
  return <PublicPage brand={brand} logoUrl={logoUrl} isMark {...page} />
}
