import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { Chip } from "~/ui/chip"
import { LinkList } from "~/ui/link-list"
import { type SetupStep, type StepState, stepWords } from "../setup-steps"

const chips = {
  done: { tone: "moss", glyph: "full", label: "Done" },
  skipped: { tone: "slate", glyph: "cross", label: "Skipped" },
  open: { tone: "sky", glyph: "ring", label: "Open" },
} as const

type StepListProps = { steps: { step: SetupStep; state: StepState }[]; from: "today" | "list" }

/** The steps of the first half hour, each with how it stands and the way to it. */
export function StepList({ steps, from }: StepListProps) {
  const isOpen = steps.some(({ state }) => state === "open")
  return (
    <div className="grid gap-4">
      <LinkList
        label="First steps"
        reload
        items={steps.map(({ step, state }) => {
          const { path, title, line } = stepWords[step]
          const { label, ...look } = chips[state]
          return { id: step, href: href(path), title, detail: line, end: <Chip {...look}>{label}</Chip> }
        })}
      />
      {isOpen && (
        <div>
          <ActionForm
            action={href("/setup/steps/:step/skip", { step: "all" })}
            fields={{ from }}
            tone="plain"
            label="Skip what is open"
          />
        </div>
      )}
    </div>
  )
}
