import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { DisqualifyForm } from "~/leads/components/disqualify-form"
import { disqualifyLead } from "~/leads/disqualify-lead.server"
import { DisqualifyLeadForm } from "~/leads/inputs.server"
import { isOpen } from "~/leads/lead"
import { getLead } from "~/leads/lead-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Put lead aside · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const lead = await answer(() => getLead(ctx, { leadId: asId<"leads">(args.params.leadId, "lead") }))
  const { id: leadId, name, status } = lead
  if (!may(ctx, "leads.disqualify")) throw redirect(href("/leads/:leadId", { leadId }))
  if (!isOpen(status)) throw redirect(href("/leads/:leadId", { leadId }))
  return { leadId, name, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const leadId = await answer(() => asId<"leads">(args.params.leadId, "lead"))
  const form = await parseForm(args.request, DisqualifyLeadForm)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await disqualifyLead(ctx, { leadId, ...form.value }, { submission: form.submissionId })
    const undo = { action: href("/leads/:leadId/reopen", { leadId }), fields: {} }
    return done(href("/leads"), { tone: "ok", text: "Lead put aside", undo })
  })
}

export default function DisqualifyLead() {
  const { leadId, name, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/leads/:leadId", { leadId })
  return (
    <>
      <TitleBar title={`Put ${name} aside`} back={{ href: back, label: name }} />
      <PageBody width="form">
        <DisqualifyForm reply={reply} submission={submission} cancelHref={back} />
      </PageBody>
    </>
  )
}
