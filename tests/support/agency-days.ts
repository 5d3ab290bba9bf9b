import { todayIn } from "~/platform/language/dates"

/** The year it is for the tests' agency, which is in Berlin: there the new year comes before UTC's, and before the machine's. */
export const agencyYear = (at = new Date()): string => todayIn("Europe/Berlin", at).slice(0, 4)
