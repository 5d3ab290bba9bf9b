import { useSyncExternalStore } from "react"

function subscribe(changed: () => void) {
  addEventListener("online", changed)
  addEventListener("offline", changed)
  return () => {
    removeEventListener("online", changed)
    removeEventListener("offline", changed)
  }
}

/** Says when the connection is gone, because nothing is kept for later. */
export function ConnectionBar() {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
  return (
    <div role="status" className="connection-bar" data-offline={!online || undefined}>
      {!online && "You are offline. Changes are not saved."}
    </div>
  )
}
