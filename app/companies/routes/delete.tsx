import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { getCompany } from "~/companies/company-queries.server"
import { deleteCompany } from "~/companies/delete-company.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Delete company · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(() => getCompany(ctx, { companyId: asId(args.params.companyId, "company") }))
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const companyId = await answer(() => asId<"companies">(args.params.companyId, "company"))
  try {
    await deleteCompany(ctx, { companyId })
    const undo = { action: href("/companies/:companyId/restore", { companyId }), fields: {} }
    return done(href("/companies"), { tone: "ok", text: "Company deleted", undo })
  } catch (error) {
    return refused(href("/companies/:companyId", { companyId }), error)
  }
}

export default function DeleteCompany() {
  const company = useLoaderData<typeof loader>()
  const back = href("/companies/:companyId", { companyId: company.id })
  return (
    <>
      <TitleBar title="Delete company" back={{ href: back, label: company.name }} />
      <PageBody width="form">
        <ConfirmPanel title={`Delete ${company.name}?`} confirm="Delete company" cancelHref={back}>
          It leaves every list. Its deals, proposals and invoices stay, and you can bring it back for 30 days.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
