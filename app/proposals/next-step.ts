import type { Standing } from "./standing"

/** What is to be done next with a proposal, by those who offer it. */
export type NextStep = "complete" | "send" | "send-again" | "wait" | "extend" | "follow-up" | "draft-anew"

type Known = { standing: Standing; hasUnsentChanges: boolean; hasObstacles: boolean }

/** The one act a proposal waits for: put right what keeps it back, send it, wait, set a later day, or begin a new one. */
export function nextStepOf({ standing, hasUnsentChanges, hasObstacles }: Known): NextStep {
  switch (standing) {
    case "draft":
      return hasObstacles ? "complete" : "send"
    case "sent":
    case "opened":
    case "expired":
      if (hasUnsentChanges) return hasObstacles ? "complete" : "send-again"
      return standing === "expired" ? "extend" : "wait"
    case "signed":
      return "follow-up"
    case "declined":
    case "withdrawn":
      return "draft-anew"
  }
}
