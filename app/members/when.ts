import { formatInstant } from "~/platform/language/dates"

/** The clock and the language that an organization's pages are written by. */
export type Clock = { timeZone: string; locale: string }

/** An instant as a page writes it, or null. */
export const written = (at: Date | null, { timeZone, locale }: Clock) => at && formatInstant(at, timeZone, locale)
