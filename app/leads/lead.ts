/** Where a lead stands between the enquiry and a deal. */
export const leadStatuses = ["new", "working", "qualified", "converted", "disqualified"] as const
export type LeadStatus = (typeof leadStatuses)[number]

/** A lead's status in words. */
export const leadStatusNames: Record<LeadStatus, string> = {
  new: "New",
  working: "Working",
  qualified: "Qualified",
  converted: "Converted",
  disqualified: "Put aside",
}

/** How a chip draws a lead's status: colour and shape, never colour alone. */
export const leadStatusLooks = {
  new: { tone: "sky", glyph: "ring" },
  working: { tone: "amber", glyph: "half" },
  qualified: { tone: "teal", glyph: "half" },
  converted: { tone: "moss", glyph: "full" },
  disqualified: { tone: "slate", glyph: "cross" },
} as const satisfies Record<LeadStatus, { tone: string; glyph: string }>

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

/** The reason that needs words of one's own. */
export const anotherReason = "Another reason"

/** Reasons offered for putting a lead aside; the last is written out. */
export const disqualificationReasons = [
  "Budget too small",
  "Not our field",
  "No answer",
  "Chose somebody else",
  "Spam",
  anotherReason,
] as const

/** Why an enquiry that looks like a machine's was put aside on arrival. */
export const suspectedSpam = "Suspected spam"

/** The statuses in which a lead still waits for work: neither a deal nor put aside. */
export const openStatuses = ["new", "working", "qualified"] as const satisfies readonly LeadStatus[]

/** Whether a lead still waits for work. */
export const isOpen = (status: LeadStatus) => (openStatuses as readonly LeadStatus[]).includes(status)

/** Which leads a list shows: one status, what is mine and open, or all. */
export const leadViews = ["new", "mine", "working", "qualified", "converted", "disqualified", "all"] as const
export type LeadView = (typeof leadViews)[number]

/** A view of the list in words. */
export const leadViewNames: Record<LeadView, string> = { ...leadStatusNames, mine: "Mine", all: "All" }

/** Whoever waits longest stands first where somebody waits; what is settled is read newest first. */
export const isOldestFirst = (view: LeadView) => view === "mine" || isOpen(view as LeadStatus)

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long an enquiry may wait for its first answer before the list warns, in hours. */
export const answerWithinHours = 24

/** How long a lead has waited for its first answer, in whole hours. */
export const hoursWaiting = (createdAt: Date, now: Date) =>
  Math.max(0, Math.floor((now.getTime() - createdAt.getTime()) / hour))

/** Whether a lead nobody has taken up waits longer than it should. */
export const waitsTooLong = (lead: { status: LeadStatus; createdAt: Date }, now: Date) =>
  lead.status === "new" && hoursWaiting(lead.createdAt, now) >= answerWithinHours

/** How long ago that was, as short as a list needs it: "4 min", "26 h", "5 d". */
export function waitingText(createdAt: Date, now: Date): string {
  const waited = Math.max(0, now.getTime() - createdAt.getTime())
  if (waited < hour) return `${Math.floor(waited / minute)} min`
  return waited < 3 * day ? `${Math.floor(waited / hour)} h` : `${Math.floor(waited / day)} d`
}

/** The same enquiry sent again within this time is the same lead, in milliseconds. */
export const sameEnquiryWithin = 10 * minute

/** Nobody reads and fills in the form faster than this, in milliseconds. */
export const fastestTyping = 2_000

/** What is known of how an enquiry was filled in. */
export type Filling = {
  /** What stands in the field that people do not see. */
  trap: string
  /** When the form was opened; null when it was posted from elsewhere, which tells nothing. */
  openedAt: Date | null
  message: string
  /** Whether more came by this form lately than people send. */
  isFlood: boolean
}

/**
 * Whether an enquiry looks like a machine's: the unseen field is filled, it came in a flood, or links were sent faster than
 * anybody types. Speed alone proves nothing, since browsers fill in forms too.
 */
export function isSuspicious({ trap, openedAt, message, isFlood }: Filling, now: Date): boolean {
  if (trap !== "" || isFlood) return true
  const isFast = openedAt !== null && now.getTime() - openedAt.getTime() < fastestTyping
  return isFast && /https?:\/\/|www\.|\[url|<a\s/i.test(message)
}

/** The campaign facts that are kept of an enquiry, by their names in the address without "utm_". */
export const utmNames = ["source", "medium", "campaign", "term", "content"] as const
export type Utm = { [Name in (typeof utmNames)[number]]?: string }
