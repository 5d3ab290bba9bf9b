/** The eight named colours a record, stage or tag can carry; screens use them by name, the style sheet knows the values. */
export const tones = ["slate", "sky", "teal", "moss", "amber", "clay", "rose", "plum"] as const
export type Tone = (typeof tones)[number]

/** What a message says about itself. */
export type FeedbackTone = "info" | "ok" | "warn" | "danger"

/** How much a button asks to be pressed. */
export type ButtonTone = "primary" | "plain" | "quiet" | "danger"
