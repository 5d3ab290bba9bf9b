/** How numbers are written where an organization has not said otherwise. */
export const defaultPatterns = { invoice: "{YYYY}-{####}", credit_note: "CN-{YYYY}-{####}" } as const

/**
 * Letters and signs, the year, a sign or more, the count, and what may follow: with digits nowhere else, a number tells its year and its
 * count, so two series never give the same one (PRODUCT 6.1.4).
 */
const form = /^([A-Za-z ./_-]{0,12})\{YYYY\}([A-Za-z ./_-]{1,8})\{(#{3,8})\}([A-Za-z ./_-]{0,8})$/

/** Whether numbers can be written by a pattern. */
export const isPattern = (pattern: string) => form.test(pattern)

/** The number of a place in the series of a year; a count that outgrows its signs is written whole. */
export function numberBy(pattern: string, year: string, sequence: number): string {
  const [, before = "", between = "-", signs = "####", after = ""] = form.exec(pattern) ?? []
  return `${before}${year}${between}${String(sequence).padStart(signs.length, "0")}${after}`
}
