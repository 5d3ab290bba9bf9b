import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { currencyChoices } from "~/companies/form-choices.server"
import { offersFor } from "~/contacts/offers.server"
import { DealForm } from "~/deals/components/deal-form"
import { dealChoices, dealPicks } from "~/deals/form-choices.server"
import { OpenDealInput } from "~/deals/inputs.server"
import { openDeal } from "~/deals/open-deal.server"
import { listStages } from "~/deals/stage-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "New deal · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  if (!may(ctx, "deals.open")) throw redirect(href("/deals"))
  const asked = new URL(args.request.url).searchParams
  const [choices, stages] = await Promise.all([dealChoices(ctx, Object.fromEntries(asked)), listStages(ctx, {})])
  const open = stages
    .filter(({ kind }) => kind === "open")
    .map(({ id, name }) => ({ value: id as string, label: name }))
  const known = (options: { value: string }[], name: string) =>
    options.find(({ value }) => value === asked.get(name))?.value ?? null
  return {
    ...choices,
    start: { stages: open, currencies: currencyChoices() },
    defaults: {
      ownerId: ctx.personId as string,
      companyId: known(choices.offers.companyId.options, "companyId"),
      contactId: known(choices.offers.contactId.options, "contactId"),
      stageId: known(open, "stageId") ?? open[0]?.value ?? null,
    },
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, OpenDealInput)
  const again = async () => ({ offers: await offersFor(ctx, dealPicks, form.reply.initialValue) })
  if (!form.ok) return invalid(form.reply, await again())
  const open = async () => {
    const { dealId } = await openDeal(ctx, form.value, { submission: form.submissionId })
    return done(href("/deals/:dealId", { dealId }), { tone: "ok", text: "Deal opened" })
  }
  return attempt(form.reply, open, again)
}

export default function NewDeal() {
  const choices = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <TitleBar title="New deal" back={{ href: href("/deals"), label: "Deals" }} />
      <PageBody width="form">
        <DealForm {...choices} {...again} reply={again?.reply} submitLabel="Open deal" cancelHref={href("/deals")} />
      </PageBody>
    </>
  )
}
