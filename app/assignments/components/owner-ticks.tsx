import type { ReactNode } from "react"
import { href } from "~/platform/language/paths"
import { TickForm } from "~/ui/tick-form"
import type { Assignable } from "../assignment"

type OwnerTicksProps = {
  of: Assignable
  /** What the list's address says of what it shows. */
  filter: Record<string, string>
  /** How many the list shows, where that is known. */
  count?: number
  /** Whether the reader may change owners; without, the list is as it is. */
  may: boolean
  children: ReactNode
}

/** A list whose records can be ticked to give them to another owner. */
export function OwnerTicks({ of, filter, count, may, children }: OwnerTicksProps) {
  if (!may) return <>{children}</>
  const kept = Object.entries(filter).filter(([, value]) => value !== "")
  return (
    <TickForm
      action={href("/assignments/new")}
      fields={{ of, filter: new URLSearchParams(kept).toString() }}
      button="Change owner"
      all={count === undefined ? "All that match" : count === 1 ? "The one that matches" : `All ${count} that match`}
    >
      {children}
    </TickForm>
  )
}
