import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { getDeal } from "~/deals/deal-queries.server"
import { deleteDeal } from "~/deals/delete-deal.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Delete deal · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { id, title } = await answer(() => getDeal(ctx, { dealId: asId(args.params.dealId, "deal") }))
  return { id, title }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const dealId = await answer(() => asId<"deals">(args.params.dealId, "deal"))
  try {
    await deleteDeal(ctx, { dealId })
    const undo = { action: href("/deals/:dealId/restore", { dealId }), fields: {} }
    return done(href("/deals"), { tone: "ok", text: "Deal deleted", undo })
  } catch (error) {
    return refused(href("/deals/:dealId", { dealId }), error)
  }
}

export default function DeleteDeal() {
  const deal = useLoaderData<typeof loader>()
  const back = href("/deals/:dealId", { dealId: deal.id })
  return (
    <>
      <TitleBar title="Delete deal" back={{ href: back, label: deal.title }} />
      <PageBody width="form">
        <ConfirmPanel title={`Delete ${deal.title}?`} confirm="Delete deal" cancelHref={back}>
          It leaves the board and every list. Its proposals and invoices stay, and you can bring it back for 30 days.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
