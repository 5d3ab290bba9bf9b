import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { companyDomainOf } from "~/leads/company-domain"
import { LeadForm } from "~/leads/components/lead-form"
import { editLead } from "~/leads/edit-lead.server"
import { EditLeadForm } from "~/leads/inputs.server"
import { getLead } from "~/leads/lead-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Edit lead · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const lead = await answer(() => getLead(ctx, { leadId: asId<"leads">(args.params.leadId, "lead") }))
  const { id: leadId, name, email, phone, companyName, companyDomain, message, version } = lead
  if (!may(ctx, "leads.edit")) throw redirect(href("/leads/:leadId", { leadId }))
  const website = companyDomain === companyDomainOf(null, email) ? null : companyDomain
  const defaults = { name, email, phone, companyName, website, message }
  return { leadId, name, version, defaults, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const leadId = await answer(() => asId<"leads">(args.params.leadId, "lead"))
  const form = await parseForm(args.request, EditLeadForm)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editLead(ctx, { leadId, ...form.value }, { submission: form.submissionId })
    return done(href("/leads/:leadId", { leadId }), { tone: "ok", text: "Lead saved" })
  })
}

export default function EditLead() {
  const { leadId, name, ...form } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/leads/:leadId", { leadId })
  return (
    <>
      <TitleBar title={`Edit ${name}`} back={{ href: back, label: name }} />
      <PageBody width="form">
        <LeadForm {...form} reply={reply} submitLabel="Save lead" cancelHref={back} />
      </PageBody>
    </>
  )
}
