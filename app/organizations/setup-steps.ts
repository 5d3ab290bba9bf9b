import type { Path } from "~/platform/language/paths"

/** The steps of the first half hour, in their order; the organization itself is made before them. */
export const setupSteps = ["brand", "money", "people", "proposal"] as const
export type SetupStep = (typeof setupSteps)[number]

/** How a step stands: what is done follows from the records themselves. */
export type StepState = "done" | "skipped" | "open"

/** What each step is for, and where it is. */
export const stepWords = {
  brand: {
    path: "/setup/brand",
    title: "Logo and colour",
    short: "Look",
    line: "Clients see both on every proposal and invoice",
  },
  money: {
    path: "/setup/money",
    title: "Currency and numbers",
    short: "Money",
    line: "What the books are kept in, and how invoices are numbered",
  },
  people: {
    path: "/setup/people",
    title: "Colleagues",
    short: "People",
    line: "Who works here, and what they may do",
  },
  proposal: {
    path: "/setup/proposal",
    title: "A sample proposal",
    short: "Sample",
    line: "Made up from beginning to end, to be looked at and thrown away",
  },
} as const satisfies Record<SetupStep, { path: Path; title: string; short: string; line: string }>

/** Where one goes on after a step: to the next, or to Today after the last. */
export function stepAfter(step: string): Path & ("/" | (typeof stepWords)[SetupStep]["path"]) {
  const next = setupSteps[setupSteps.indexOf(step as SetupStep) + 1]
  return next ? stepWords[next].path : "/"
}
