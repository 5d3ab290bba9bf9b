import type { DisputeFact } from "./payment"

/** What the payment service says of a dispute, by an event or when it is asked. */
type Reported = { status: string | null | undefined; withdrawn: boolean; reinstated: boolean; eventType?: string }

/**
 * What is true of a dispute by now. Whether money was taken and came back is what its movements say, or the event that tells
 * of one; a warning that came to nothing took none.
 */
export function disputeFactsOf({ status, withdrawn, reinstated, eventType }: Reported): DisputeFact[] {
  const facts: [DisputeFact, boolean][] = [
    ["opened", true],
    ["withdrawn", withdrawn || eventType === "charge.dispute.funds_withdrawn"],
    ["reinstated", reinstated || eventType === "charge.dispute.funds_reinstated"],
    ["won", status === "won" || status === "warning_closed" || status === "prevented"],
    ["lost", status === "lost"],
  ]
  return facts.flatMap(([fact, isTrue]) => (isTrue ? [fact] : []))
}
