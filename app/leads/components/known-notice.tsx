import { SubmitButton } from "~/ui/button"
import { Panel } from "~/ui/page"
import { type Alike, LookalikeList } from "./lookalike-list"

/** Somebody like this is here already: who, and the way to save the lead even so. Stands in the form that was sent. */
export function KnownNotice(alike: Alike) {
  return (
    <div className="mb-6">
      <Panel title="Already here">
        <LookalikeList {...alike} />
        <div className="mt-4">
          <SubmitButton tone="plain" name="evenIfKnown" value="on">
            Create anyway
          </SubmitButton>
        </div>
      </Panel>
    </div>
  )
}
