import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { captureLead } from "~/leads/capture-lead.server"
import { KnownNotice } from "~/leads/components/known-notice"
import { LeadForm } from "~/leads/components/lead-form"
import { CaptureLeadInput } from "~/leads/inputs.server"
import { lookalikeKeys } from "~/leads/lead-identity"
import { leadOwnerChoices } from "~/leads/lead-owners.server"
import { findLookalikes } from "~/leads/lookalike-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm, withErrors } from "~/platform/http/form.server"
import { attempt, done, invalid } from "~/platform/http/respond.server"
import { Conflict } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "New lead · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  if (!may(ctx, "leads.capture")) throw redirect(href("/leads"))
  return {
    owners: await leadOwnerChoices(ctx),
    defaults: { ownerId: ctx.personId as string },
    submission: newSubmissionId(),
  }
}

/** Saves the lead; when it is refused because somebody looks the same, those are shown with everything typed. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, CaptureLeadInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    try {
      const { leadId } = await captureLead(ctx, form.value, { submission: form.submissionId })
      return done(href("/leads/:leadId", { leadId }), { tone: "ok", text: "Lead captured" })
    } catch (error) {
      if (!(error instanceof Conflict) || form.value.evenIfKnown) throw error
      const alike = await findLookalikes(ctx, lookalikeKeys({ ...form.value, companyName: null }))
      return data({ reply: withErrors(form.reply, error), alike }, { status: 409 })
    }
  })
}

export default function NewLead() {
  const choices = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const alike = sent && "alike" in sent ? sent.alike : null
  return (
    <>
      <TitleBar title="New lead" back={{ href: href("/leads"), label: "Leads" }} />
      <PageBody width="form">
        <LeadForm
          {...choices}
          reply={sent?.reply}
          head={alike && <KnownNotice {...alike} />}
          submitLabel="Capture lead"
          cancelHref={href("/leads")}
        />
      </PageBody>
    </>
  )
}
