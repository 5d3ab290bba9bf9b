/** A deal is open until it is won or lost. */
export const dealStatuses = ["open", "won", "lost"] as const
export type DealStatus = (typeof dealStatuses)[number]

/** A deal's status in words. */
export const dealStatusNames: Record<DealStatus, string> = { open: "Open", won: "Won", lost: "Lost" }

/** What standing in a stage means for a deal. */
export const stageKinds = dealStatuses

/** What may bring a deal to a stage by itself: a proposal that was sent. Signing wins the deal and needs no stage of its own. */
export const stageMilestones = ["proposal-sent"] as const
export type StageMilestone = (typeof stageMilestones)[number]

/** Colours a stage may take; they name classes of the design system. */
export const stageTones = ["slate", "sky", "teal", "moss", "amber", "clay", "rose", "plum"] as const
export type StageTone = (typeof stageTones)[number]

/** Whether a line is paid once or every month. */
export const recurrences = ["once", "monthly"] as const
export type Recurrence = (typeof recurrences)[number]

/** Reasons offered when a deal is lost; another may be written. */
export const lossReasons = ["Price", "Timing", "Chose a competitor", "No budget", "No answer", "Not a fit"] as const

/** How a chip draws a deal's status: never by colour alone. */
export const statusGlyph = { open: "half", won: "full", lost: "cross" } as const satisfies Record<DealStatus, string>

/** What a deal in a stage is worth today: its value by the stage's probability in percent, in minor units, rounded down. */
export const weightedMinor = (valueMinor: bigint, probability: number) => (valueMinor * BigInt(probability)) / 100n

/** How a deal's newest proposal stands, as far as it decides what to do next. */
export type DealProposal = "draft" | "sent" | "signed" | "declined" | "withdrawn"

type Progress = {
  status: DealStatus
  companyId: string | null
  contactId: string | null
  valueMinor: bigint
  monthlyMinor: bigint
  proposalStatus: DealProposal | null
}

/** What brings an open deal forward, in a few words; null when it is won or lost. */
export function nextStep({
  status,
  companyId,
  contactId,
  valueMinor,
  monthlyMinor,
  proposalStatus,
}: Progress): string | null {
  if (status !== "open") return null
  if (proposalStatus === "sent") return "Waiting for the client"
  if (proposalStatus === "draft") return "Send the proposal"
  if (proposalStatus === "declined") return "Declined: revise or lose it"
  if (companyId === null) return "Name the company"
  if (contactId === null) return "Name the contact"
  return valueMinor === 0n && monthlyMinor === 0n ? "Price the lines" : "Draft a proposal"
}

/** How long a deal may stand in one stage before it waits for a next step, in days. */
export const standsTooLongDays = 14
