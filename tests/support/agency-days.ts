import { setTimeout as pause } from "node:timers/promises"
import { todayIn } from "~/platform/language/dates"

const BERLIN = "Europe/Berlin"

/** The year it is for the tests' agency, which is in Berlin: there the new year comes before UTC's, and before the machine's. */
export const agencyYear = (at = new Date()): string => todayIn(BERLIN, at).slice(0, 4)

/** Whether a day ends within so many milliseconds, the agency's or that of UTC. */
function aDayEndsWithin(ms: number, now = new Date()): boolean {
  const then = new Date(now.getTime() + ms)
  return [BERLIN, "UTC"].some((zone) => todayIn(zone, now) !== todayIn(zone, then))
}

/** Lets a day end before tests begin that would take so long, so that what they call today is one day from their start to their end. */
export async function withinOneDay(ms: number): Promise<void> {
  while (aDayEndsWithin(ms)) await pause(100)
}
