import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { ownerChoices } from "~/companies/form-choices.server"
import { offersFor } from "~/contacts/offers.server"
import { DealForm } from "~/deals/components/deal-form"
import { getDeal } from "~/deals/deal-queries.server"
import { editDeal } from "~/deals/edit-deal.server"
import { dealChoices, dealPicks } from "~/deals/form-choices.server"
import { EditDealInput } from "~/deals/inputs.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Edit deal · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const deal = await answer(() => getDeal(ctx, { dealId: asId(args.params.dealId, "deal") }))
  const { id, version, title, companyId, contactId, ownerId, expectedCloseOn, termMonths } = deal
  return {
    dealId: id,
    version,
    defaults: { title, companyId, contactId, ownerId, expectedCloseOn, termMonths },
    choices: withChosen(await dealChoices(ctx, deal), deal),
    submission: newSubmissionId(),
  }
}

type Choices = Awaited<ReturnType<typeof dealChoices>>
type Chosen = Awaited<ReturnType<typeof getDeal>>

/** What is chosen stays in its list, also when it is deleted or too old to be offered. */
function withChosen({ offers, owners }: Choices, deal: Chosen): Choices {
  const kept = (list: Choices["owners"], value: string | null, label: string | null) =>
    value === null || list.some((each) => each.value === value) ? list : [...list, { value, label: label ?? "–" }]
  const { companyId, contactId } = offers
  return {
    offers: {
      companyId: { ...companyId, options: kept(companyId.options, deal.companyId, deal.companyName) },
      contactId: { ...contactId, options: kept(contactId.options, deal.contactId, deal.contactName) },
    },
    owners: kept(owners, deal.ownerId, deal.ownerName),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const dealId = await answer(() => asId<"deals">(args.params.dealId, "deal"))
  const form = await parseForm(args.request, EditDealInput.omit({ dealId: true }))
  const again = async () => {
    const deal = await answer(() => getDeal(ctx, { dealId }))
    const offers = await offersFor(ctx, dealPicks, form.reply.initialValue)
    return { choices: withChosen({ offers, owners: await ownerChoices(ctx) }, deal) }
  }
  if (!form.ok) return invalid(form.reply, await again())
  const save = async () => {
    await editDeal(ctx, { dealId, ...form.value }, { submission: form.submissionId })
    return done(href("/deals/:dealId", { dealId }), { tone: "ok", text: "Deal saved" })
  }
  return attempt(form.reply, save, again)
}

export default function EditDeal() {
  const { dealId, version, defaults, choices, submission } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const back = href("/deals/:dealId", { dealId })
  return (
    <>
      <TitleBar title={`Edit ${defaults.title}`} back={{ href: back, label: defaults.title }} />
      <PageBody width="form">
        <DealForm
          {...(again?.choices ?? choices)}
          {...{ defaults, version, submission, reply: again?.reply }}
          submitLabel="Save deal"
          cancelHref={back}
        />
      </PageBody>
    </>
  )
}
