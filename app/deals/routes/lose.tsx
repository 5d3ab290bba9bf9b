import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { lossReasons } from "~/deals/deal"
import { getDeal } from "~/deals/deal-queries.server"
import { LoseDealInput } from "~/deals/inputs.server"
import { loseDeal } from "~/deals/lose-deal.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { TextField } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Lose deal · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { id, title } = await answer(() => getDeal(ctx, { dealId: asId(args.params.dealId, "deal") }))
  return { id, title, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const dealId = await answer(() => asId<"deals">(args.params.dealId, "deal"))
  const form = await parseForm(args.request, LoseDealInput.omit({ dealId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { fromStageId } = await loseDeal(ctx, { dealId, ...form.value }, { submission: form.submissionId })
    const undo = fromStageId
      ? { action: href("/deals/:dealId/reopen", { dealId }), fields: { stageId: fromStageId } }
      : undefined
    return done(href("/deals/:dealId", { dealId }), { tone: "ok", text: "Deal lost", undo })
  })
}

type Values = { reason: string; competitor: string | null }

export default function LoseDeal() {
  const { id, title, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<Values>({ id: "lose", reply })
  const back = href("/deals/:dealId", { dealId: id })
  const [reason, competitor] = [
    { label: "Reason", field: fields.reason },
    { label: "Competitor", field: fields.competitor },
  ]
  return (
    <>
      <TitleBar title={`Lose ${title}`} back={{ href: back, label: title }} />
      <PageBody width="form">
        <ReplyForm {...{ form, reply, submission }} summary={[reason, competitor]}>
          <TextField
            {...reason}
            required
            maxLength={200}
            suggestions={[...lossReasons]}
            hint={`Such as ${lossReasons.slice(0, 3).join(", ").toLowerCase()}; reasons are counted by their words.`}
          />
          <TextField {...competitor} optional maxLength={120} hint="Who got it, if you know." />
          <FormActions cancelHref={back}>
            <SubmitButton>Lose deal</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
