import { type ReactNode, useEffect, useRef } from "react"

type ErrorPageProps = {
  status?: number
  title: string
  text: ReactNode
  requestId?: string
  actions?: ReactNode
  standalone?: boolean
}

/** Something did not work: what it was, what to do now, and the number to quote. `standalone` when no shell is around it. */
export function ErrorPage({ status, title, text, requestId, actions, standalone }: ErrorPageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const cameByMoving = document.documentElement.dataset.hydrated !== undefined
    if (cameByMoving) heading.current?.focus({ preventScroll: true })
  }, [])
  const words = (
    <div className="error-page">
      {status && <p className="error-page-status">{status}</p>}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <div className="error-page-text">{text}</div>
      {actions && <div className="error-page-actions">{actions}</div>}
      {requestId && (
        <p className="error-page-id">
          Request <code>{requestId}</code>
        </p>
      )}
    </div>
  )
  if (!standalone) return words
  return (
    <div className="error-page-alone">
      <header className="public-brand">
        <img className="mark" src="/favicon.svg" alt="" width="28" height="28" />
        Signoff
      </header>
      <main>{words}</main>
    </div>
  )
}
