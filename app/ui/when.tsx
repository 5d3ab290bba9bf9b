import type { ReactNode } from "react"

/** A moment: the words are made by the server, the instant stands in the markup. */
export function When({ at, children }: { at: string; children: ReactNode }) {
  return (
    <time className="when" dateTime={at}>
      {children}
    </time>
  )
}
