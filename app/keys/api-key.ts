/** How long a key may work, in days, from shortest to longest; none works longer than a year. */
export const keyLives = [7, 30, 90, 180, 365] as const

/** How long the old key goes on working beside the one that takes its place, in hours. */
export const overlaps = [0, 24, 168] as const

/** What an overlap is called where it is chosen. */
export const overlapNames: Record<(typeof overlaps)[number], string> = {
  0: "Not at all: the old key stops now",
  24: "24 hours",
  168: "7 days",
}

/** How a key stands. */
export type KeyStanding = "active" | "replaced" | "expired" | "revoked" | "stopped"

type KeyFacts = {
  expiresAt: Date
  revokedAt: Date | null
  replacedById: string | null
  /** Whether its maker belongs to the organization still and may do all that the key may. */
  isCovered: boolean
}

/** How a key stands at a moment; what was decided by hand comes before what follows by itself. */
export function standingOf({ expiresAt, revokedAt, replacedById, isCovered }: KeyFacts, now: Date): KeyStanding {
  if (revokedAt !== null) return "revoked"
  if (expiresAt <= now) return "expired"
  if (!isCovered) return "stopped"
  return replacedById === null ? "active" : "replaced"
}

/** Whether a program can still use a key. */
export const isWorking = (standing: KeyStanding) => standing === "active" || standing === "replaced"

/** What is shown of a key once its secret is gone. */
export const shownPrefix = (prefix: string) => `signoff_live_${prefix}_…`
