import type { ReactNode } from "react"
import { useRootData } from "~/platform/http/root-data"
import { href } from "~/platform/language/paths"
import { Link } from "~/ui/link"
import { Notices } from "~/ui/notices"
import { AuthPage } from "~/ui/public-page"
import { Stepper } from "~/ui/stepper"
import { type SetupStep, type StepState, setupSteps, stepWords } from "../setup-steps"

type SetupPageProps = {
  step: SetupStep
  steps: { step: SetupStep; state: StepState }[]
  children: ReactNode
}

/** A step of the first half hour: where one is among them, what it asks for, and the ways past it. Needs no script. */
export function SetupPage({ step, steps, children }: SetupPageProps) {
  const passing = useRootData()?.notice
  const { title, line } = stepWords[step]
  const stateOf = (each: SetupStep) =>
    each === step ? "current" : steps.some((known) => known.step === each && known.state === "done") ? "done" : "next"
  return (
    <AuthPage
      wide
      title={title}
      subtitle={`${line}.`}
      notices={<Notices items={passing ? [passing] : []} />}
      footer={<Link to={href("/")}>Go to Today; these steps wait there</Link>}
    >
      <div className="mb-6">
        <Stepper
          label="First steps"
          steps={setupSteps.map((each) => ({ value: each, label: stepWords[each].short, state: stateOf(each) }))}
        />
      </div>
      {children}
      <form className="mt-4" method="post" action={href("/setup/steps/:step/skip", { step })}>
        <button className="button" type="submit" data-tone="quiet" data-block>
          Skip this step
        </button>
      </form>
    </AuthPage>
  )
}
