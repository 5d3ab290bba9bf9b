import { standsTooLongDays } from "~/deals/deal"
import { calendarDate, daysBetween, todayIn } from "~/platform/language/dates"

/** What of an open deal tells whether it waits. */
export type StandingDeal = { stageName: string; stageChangedAt: Date; expectedCloseOn: string | null }

/** Why an open deal waits for somebody: its day has passed, it stands still, or nobody said when; null when it does not. */
export function whyDealWaits({ stageName, stageChangedAt, expectedCloseOn }: StandingDeal, today: string) {
  const on = calendarDate(today)
  const late = expectedCloseOn ? daysBetween(calendarDate(expectedCloseOn), on) : 0
  if (late > 0) return late === 1 ? "Expected to close yesterday" : `Expected to close ${late} days ago`
  const stood = daysBetween(todayIn("UTC", stageChangedAt), on)
  if (stood >= standsTooLongDays) return `In ${stageName} for ${stood} days`
  return expectedCloseOn ? null : "No expected close"
}
