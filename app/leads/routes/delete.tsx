import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { deleteLead } from "~/leads/delete-lead.server"
import { getLead } from "~/leads/lead-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Delete lead · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { id: leadId, name } = await answer(() => getLead(ctx, { leadId: asId<"leads">(args.params.leadId, "lead") }))
  if (!may(ctx, "leads.delete")) throw redirect(href("/leads/:leadId", { leadId }))
  return { leadId, name }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const leadId = await answer(() => asId<"leads">(args.params.leadId, "lead"))
  try {
    await deleteLead(ctx, { leadId })
    const undo = { action: href("/leads/:leadId/restore", { leadId }), fields: {} }
    return done(href("/leads"), { tone: "ok", text: "Lead deleted", undo })
  } catch (error) {
    return refused(href("/leads/:leadId", { leadId }), error)
  }
}

export default function DeleteLead() {
  const { leadId, name } = useLoaderData<typeof loader>()
  const back = href("/leads/:leadId", { leadId })
  return (
    <>
      <TitleBar title="Delete lead" back={{ href: back, label: name }} />
      <PageBody width="form">
        <ConfirmPanel title={`Delete the lead ${name}?`} confirm="Delete lead" cancelHref={back}>
          It leaves every list with its message and its notes. You can bring it back for 30 days. To keep it on record,
          put it aside instead.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
