import { Form } from "@remix-run/react"
import { type Fields, HiddenFields } from "./action-form"
import { Glyph, type GlyphName } from "./chip"

type Step = { value: string; label: string; state: "done" | "current" | "next" }

type StepperProps = {
  label: string
  steps: Step[]
  /** How the last step is drawn once it is reached. */
  end?: GlyphName
  action?: string
  name?: string
  fields?: Fields
}

const glyphs = { done: "full", current: "half", next: "ring" } as const

/** The way something goes and where it stands; with an action each step is a button that moves it there. Without, keys can scroll it where it is too wide. */
export function Stepper({ label, steps, end = "half", action, name = "stage", fields }: StepperProps) {
  const glyphOf = ({ state }: Step, at: number) =>
    state === "current" && at === steps.length - 1 ? end : glyphs[state]
  const list = (
    <ol className="stepper" aria-label={label} tabIndex={action ? undefined : 0}>
      {steps.map((step, at) => (
        <li key={step.value} data-state={step.state} aria-current={step.state === "current" ? "step" : undefined}>
          {action && step.state !== "current" ? (
            <button type="submit" name={name} value={step.value} className="step">
              <Glyph name={glyphOf(step, at)} />
              {step.label}
            </button>
          ) : (
            <span className="step">
              <Glyph name={glyphOf(step, at)} />
              {step.label}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
  if (!action) return list
  return (
    <Form method="post" action={action} preventScrollReset>
      {fields && <HiddenFields fields={fields} />}
      {list}
    </Form>
  )
}
