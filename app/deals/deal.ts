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
