import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { CopyField } from "~/ui/copy-field"
import { Panel } from "~/ui/page"

type FirstStepsProps = { formUrl: string | null; mayCapture: boolean; mayOpen: boolean; mayOrganize: boolean }

/** What a new organization begins with: its enquiry form in the world, a first lead, a first deal. */
export function FirstSteps({ formUrl, mayCapture, mayOpen, mayOrganize }: FirstStepsProps) {
  return (
    <Panel title="First steps">
      <ol className="grid gap-6">
        {formUrl && (
          <li className="grid gap-2">
            <h3 className="font-semibold">1. Share your enquiry form</h3>
            <p className="muted">Put its address on your site or into your mails. Every enquiry becomes a lead here.</p>
            <CopyField label="Address of the form" value={formUrl} />
            <p>
              <ButtonLink href={formUrl} reload icon="external-link">
                Look at the form
              </ButtonLink>
            </p>
          </li>
        )}
        {mayCapture && (
          <li className="grid gap-2">
            <h3 className="font-semibold">2. Add a lead</h3>
            <p className="muted">
              Somebody asked by telephone or mail? Write it down, and convert it when it gets serious.
            </p>
            <p>
              <ButtonLink href={href("/leads/new")} tone="primary" icon="plus">
                Add a lead
              </ButtonLink>
            </p>
          </li>
        )}
        {mayOpen && (
          <li className="grid gap-2">
            <h3 className="font-semibold">3. Open a deal</h3>
            <p className="muted">For work you talk about already: price it, and make a proposal of it.</p>
            <p>
              <ButtonLink href={href("/deals/new")} icon="plus">
                Open a deal
              </ButtonLink>
            </p>
          </li>
        )}
        {mayOrganize && (
          <li className="grid gap-2">
            <h3 className="font-semibold">4. Complete your documents</h3>
            <p className="muted">Invoices need your address and VAT ID, and say where clients transfer to.</p>
            <p>
              <ButtonLink href={href("/settings/organization")} icon="settings">
                Edit the organization
              </ButtonLink>
            </p>
          </li>
        )}
      </ol>
    </Panel>
  )
}
