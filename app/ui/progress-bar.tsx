import { useNavigation } from "@remix-run/react"

/** The line at the top while the next page is on its way; it waits a moment so that quick pages show nothing. */
export function ProgressBar() {
  const { state } = useNavigation()
  return <div className="progress-line" data-busy={state !== "idle" || undefined} aria-hidden="true" />
}
