import { calendarDate, daysBetween } from "~/platform/language/dates"

const day = 86_400_000

/** How long a deal may stand in one stage before it waits for a next step, in days. */
export const standsTooLongDays = 14

/** What of an open deal tells whether it waits. */
export type StandingDeal = { stageName: string; stageChangedAt: Date; expectedCloseOn: string | null }

/** Why an open deal waits for somebody: its day has passed, it stands still, or nobody said when; null when it does not. */
export function whyDealWaits({ stageName, stageChangedAt, expectedCloseOn }: StandingDeal, today: string, now: Date) {
  const late = expectedCloseOn ? daysBetween(calendarDate(expectedCloseOn), calendarDate(today)) : 0
  if (late > 0) return late === 1 ? "Expected to close yesterday" : `Expected to close ${late} days ago`
  const stood = Math.floor((now.getTime() - stageChangedAt.getTime()) / day)
  if (stood >= standsTooLongDays) return `In ${stageName} for ${stood} days`
  return expectedCloseOn ? null : "No expected close"
}
