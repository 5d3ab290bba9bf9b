import type { CalendarDate } from "~/platform/language/dates"
import { isExpired, type ProposalStatus, statusLabels } from "./proposal"

/** How a proposal stands for those who wait: its state, with what opening and the calendar make of a sent one. */
export type Standing = ProposalStatus | "opened" | "expired"

type Dated = { status: ProposalStatus; validUntilOn: string | null; firstOpenedAt: Date | null }

/** A sent proposal is over when its day has passed, and opened once a person had it before them. */
export function standingOf({ status, validUntilOn, firstOpenedAt }: Dated, today: CalendarDate): Standing {
  if (status !== "sent") return status
  if (isExpired(validUntilOn, today)) return "expired"
  return firstOpenedAt ? "opened" : "sent"
}

/** How a chip writes and draws a standing: never by colour alone. */
export const standingChips = {
  draft: { label: statusLabels.draft, tone: "slate", glyph: "ring" },
  sent: { label: statusLabels.sent, tone: "sky", glyph: "half" },
  opened: { label: "Opened", tone: "teal", glyph: "half" },
  expired: { label: "Expired", tone: "amber", glyph: "cross" },
  signed: { label: statusLabels.signed, tone: "moss", glyph: "full" },
  declined: { label: statusLabels.declined, tone: "rose", glyph: "cross" },
  withdrawn: { label: statusLabels.withdrawn, tone: "slate", glyph: "cross" },
} as const satisfies Record<Standing, { label: string; tone: string; glyph: string }>

type Step = { value: string; label: string; state: "done" | "current" | "next" }

const road = ["draft", "sent", "opened", "signed"] as const

/** The way a proposal goes and where it stands on it; one that ended otherwise says so in the last step's place. */
export function stepsOf(proposal: Dated & { sentVersion: number }, today: CalendarDate): Step[] {
  const standing = standingOf(proposal, today)
  const end = standing === "declined" || standing === "withdrawn" || standing === "expired" ? standing : "signed"
  const reached = { draft: true, sent: proposal.sentVersion > 0, opened: proposal.firstOpenedAt !== null }
  return road.map((step) => {
    if (step === "signed")
      return { value: end, label: standingChips[end].label, state: standing === end ? "current" : "next" }
    const { label } = standingChips[step]
    if (standing === step) return { value: step, label, state: "current" }
    return { value: step, label, state: reached[step] ? "done" : "next" }
  })
}
