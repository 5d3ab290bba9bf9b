import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { getInvoice } from "~/invoices/invoice-queries.server"
import { voidInvoice } from "~/invoices/void-invoice.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Void draft · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { id, title, status } = await answer(() =>
    getInvoice(ctx, { invoiceId: asId(args.params.invoiceId, "invoice") }),
  )
  if (status !== "draft" || !may(ctx, "invoices.void")) {
    throw redirect(href("/invoices/:invoiceId", { invoiceId: id }))
  }
  return { invoiceId: id as string, title }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const invoiceId = await answer(() => asId<"invoices">(args.params.invoiceId, "invoice"))
  const back = href("/invoices/:invoiceId", { invoiceId })
  try {
    await voidInvoice(ctx, { invoiceId })
    return done(back, { tone: "ok", text: "Draft voided" })
  } catch (error) {
    return refused(back, error)
  }
}

export default function VoidInvoice() {
  const { invoiceId, title } = useLoaderData<typeof loader>()
  const back = href("/invoices/:invoiceId", { invoiceId })
  return (
    <>
      <TitleBar title="Void draft" back={{ href: back, label: title }} />
      <PageBody width="form">
        <ConfirmPanel title={`Void the draft “${title}”?`} confirm="Void draft" cancelHref={back}>
          It is put aside for good and never gets a number. This cannot be undone.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
