import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { offersFor } from "~/contacts/offers.server"
import { ConvertForm } from "~/leads/components/convert-form"
import { conversionPicks, proposeConversion } from "~/leads/conversion-proposal.server"
import { convertLead } from "~/leads/convert-lead.server"
import { ConvertLeadForm } from "~/leads/inputs.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Convert lead · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const leadId = await answer(() => asId<"leads">(args.params.leadId, "lead"))
  const proposal = await answer(() => proposeConversion(ctx, leadId))
  if (!may(ctx, "leads.convert")) throw redirect(href("/leads/:leadId", { leadId }))
  const { status, dealId } = proposal.lead
  if (status === "converted" && dealId) throw redirect(href("/deals/:dealId", { dealId }))
  return { ...proposal, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const leadId = await answer(() => asId<"leads">(args.params.leadId, "lead"))
  const form = await parseForm(args.request, ConvertLeadForm)
  const again = async () => ({ offers: await offersFor(ctx, conversionPicks, form.reply.initialValue) })
  if (!form.ok) return invalid(form.reply, await again())
  const convert = async () => {
    const { dealId } = await convertLead(ctx, { leadId, ...form.value }, { submission: form.submissionId })
    const undo = { action: href("/leads/:leadId/reopen", { leadId }), fields: {} }
    return done(href("/deals/:dealId", { dealId }), { tone: "ok", text: "Lead converted", undo })
  }
  return attempt(form.reply, convert, again)
}

export default function ConvertLead() {
  const { lead, ...proposal } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const back = href("/leads/:leadId", { leadId: lead.id })
  return (
    <>
      <TitleBar title={`Convert ${lead.name}`} back={{ href: back, label: lead.name }} />
      <PageBody width="form">
        <ConvertForm {...proposal} {...again} reply={again?.reply} cancelHref={back} />
      </PageBody>
    </>
  )
}
