import type { DealStatus } from "./deal"

type Stage = { id: string; name: string; kind: DealStatus }
type Step = { value: string; label: string; state: "done" | "current" | "next" }

/** The open stages a deal passes and where it stands; a deal that is won or lost has its end as the last step. */
export function stepsOf(
  deal: { stageId: string; stageName: string; status: DealStatus },
  stages: readonly Stage[],
): Step[] {
  const open = stages.filter(({ kind }) => kind === "open")
  const at = open.findIndex(({ id }) => id === deal.stageId)
  const steps = open.map(({ id, name }, place): Step => ({ value: id, label: name, state: stateOf(place, at) }))
  if (deal.status === "open") return steps
  const passed = deal.status === "won" ? "done" : "next"
  const end: Step = { value: deal.stageId, label: deal.stageName, state: "current" }
  return [...steps.map((step) => ({ ...step, state: passed }) satisfies Step), end]
}

function stateOf(place: number, at: number): Step["state"] {
  if (place === at) return "current"
  return place < at ? "done" : "next"
}
