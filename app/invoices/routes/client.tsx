import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { lookOf } from "~/organizations/look"
import { getOrganization } from "~/organizations/organization-queries.server"
import { clientInvoicePage } from "~/payments/client-invoice"
import { ClientInvoicePage } from "~/payments/components/client-invoice-page"
import { getClientInvoice } from "~/payments/payment-queries.server"
import { client } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { useRootData } from "~/platform/http/root-data"
import { ClientErrorBoundary } from "~/proposals/components/lost-link"
import { noteUse } from "~/proposals/note-use.server"
import { Notice, Notices } from "~/ui/notices"

export const handle = { hydrate: false }
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.page.words.heading} · ${data.page.brand}` : "This link does not work" },
]

/** Opening the page changes nothing: coming back from the payment page is not having paid. */
export async function loader(args: LoaderFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "invoice")
  const { searchParams } = new URL(args.request.url)
  const { hold } = ctx
  const found = await answer(() => getClientInvoice(ctx, { invoiceId: hold.of === "link" ? hold.objectId : "" }))
  noteUse(args, ctx, "fetched")
  const page = clientInvoicePage(found, searchParams.has("paid"))
  return {
    token,
    page,
    look: lookOf(await getOrganization(ctx, {})),
    isSigned: searchParams.has("signed") && page.stage === "owed",
  }
}

export default function Invoice() {
  const { token, page, isSigned } = useLoaderData<typeof loader>()
  const passing = useRootData()?.notice
  return (
    <ClientInvoicePage
      token={token}
      page={page}
      notices={
        <>
          <Notices items={passing ? [passing] : []} />
          {isSigned && <Signed />}
        </>
      }
    />
  )
}

function Signed() {
  return (
    <div className="mb-4 max-[799px]:m-4" role="status">
      <Notice tone="ok" title="Signed. Thank you!">
        Your signed copy comes by mail. This is the invoice of the deposit: pay it now, or later from the mail.
      </Notice>
    </div>
  )
}

export { ClientErrorBoundary as ErrorBoundary }
