/** Where a lead stands between the enquiry and a deal. */
export const leadStatuses = ["new", "working", "qualified", "converted", "disqualified"] as const
export type LeadStatus = (typeof leadStatuses)[number]

/** A lead's status in words. */
export const leadStatusNames: Record<LeadStatus, string> = {
  new: "New",
  working: "Working",
  qualified: "Qualified",
  converted: "Converted",
  disqualified: "Disqualified",
}

/** How a lead reached the agency. */
export const leadSources = ["form", "staff", "import", "api"] as const
export type LeadSource = (typeof leadSources)[number]

/** A lead's source in words. */
export const leadSourceNames: Record<LeadSource, string> = {
  form: "Enquiry form",
  staff: "Entered by staff",
  import: "Import",
  api: "API",
}

/** Reasons offered for disqualifying a lead; another may be written. */
export const disqualificationReasons = [
  "Budget too small",
  "Not our field",
  "No answer",
  "Chose somebody else",
  "Spam",
] as const

/** Whether a lead still waits for work: neither a deal nor put aside. */
export const isOpen = (status: LeadStatus) => status === "new" || status === "working" || status === "qualified"

/** How long a lead has waited for its first answer, in whole hours. */
export const hoursWaiting = (createdAt: Date, now: Date) =>
  Math.max(0, Math.floor((now.getTime() - createdAt.getTime()) / 3_600_000))

/** The same enquiry sent again within this time is the same lead, in milliseconds. */
export const sameEnquiryWithin = 10 * 60_000
