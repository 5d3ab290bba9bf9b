import { useForm } from "@conform-to/react"
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { lookOf } from "~/organizations/look"
import { getOrganization } from "~/organizations/organization-queries.server"
import { webPool } from "~/platform/data/database.server"
import { client } from "~/platform/http/context.server"
import { parseForm, withErrors } from "~/platform/http/form.server"
import { answer, doneToDocument, invalid, mapError } from "~/platform/http/respond.server"
import { isDomainError } from "~/platform/language/errors"
import { asId } from "~/platform/language/ids"
import { href, withQuery } from "~/platform/language/paths"
import { log } from "~/platform/log.server"
import { hold, limits } from "~/platform/security/limits.server"
import { ClientErrorBoundary } from "~/proposals/components/lost-link"
import { noteUse } from "~/proposals/note-use.server"
import { DocumentHeader, DocumentSheet } from "~/ui/document"
import { DocumentPage } from "~/ui/document-page"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { checkoutPage } from "../checkout-page.server"
import { clientInvoicePage } from "../client-invoice"
import { PartFields } from "../components/part-fields"
import { OpenCheckoutInput } from "../inputs.server"
import type { Opened } from "../open-checkout.server"
import { getClientInvoice } from "../payment-queries.server"

export const handle = { hydrate: false }
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Pay ${data.page.words.heading}` : "This link does not work" },
]

const elsewhere = "or pay by bank transfer to the account on the invoice."
const unavailable = `The payment page cannot be opened at the moment. Nothing was charged: try again in a few minutes, ${elsewhere}`

/** How much to pay, where the agency lets clients pay in parts; elsewhere there is nothing to ask, and the invoice's page is shown. */
export async function loader(args: LoaderFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "invoice")
  const { hold: held } = ctx
  const found = await answer(() => getClientInvoice(ctx, { invoiceId: held.of === "link" ? held.objectId : "" }))
  const page = clientInvoicePage(found, false)
  if (!page.part) throw redirect(href("/i/:token", { token }), 303)
  return { token, page, part: page.part, look: lookOf(await getOrganization(ctx, {})) }
}

/** Leads on to the payment page; where there is none, back to the invoice, which says why and how to pay all the same. */
export async function action(args: ActionFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "invoice")
  const page = href("/i/:token", { token })
  if (ctx.hold.of !== "link") return redirect(page, 303)
  await hold(webPool(), limits.pay, ctx.hold.linkId)
  noteUse(args, ctx, "acted")
  const form = await parseForm(args.request, OpenCheckoutInput.omit({ invoiceId: true }))
  if (!form.ok) return invalid(form.reply)
  try {
    const invoiceId = asId<"invoices">(ctx.hold.objectId, "invoice")
    return leadOn(page, await checkoutPage(ctx, { invoiceId, amount: form.value.amount }))
  } catch (error) {
    if (!isDomainError(error) || error.kind === "not-found") throw mapError(error)
    if (error.kind === "invalid" && error.field === "amount") return invalid(withErrors(form.reply, error))
    if (error.kind !== "outside") return doneToDocument(page, { tone: "warn", text: error.message })
    log.warn({ error, service: error.service }, "the payment page could not be opened")
    return doneToDocument(page, { tone: "warn", text: unavailable })
  }
}

function leadOn(page: string, opened: Opened): Response {
  switch (opened.state) {
    case "open":
      return redirect(opened.url, 303)
    case "paid":
      return redirect(page, 303)
    case "pending":
      return redirect(withQuery(page, { paid: 1 }), 303)
    case "opening":
      return doneToDocument(page, {
        tone: "info",
        text: "The payment page is being opened just now. Try again in a moment.",
      })
    case "off":
      return doneToDocument(page, { tone: "info", text: "This invoice is paid by bank transfer to the account on it." })
  }
}

export default function Pay() {
  const { token, page, part, look } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const reply = answered && "reply" in answered ? answered.reply : undefined
  const [form, fields] = useForm<{ amount: string }>({
    id: "pay",
    lastResult: reply,
    defaultValue: { amount: part.typed },
  })
  const invoice = href("/i/:token", { token })
  return (
    <DocumentPage {...look} brand={page.brand} brandDetail={page.words.heading}>
      <DocumentSheet>
        <DocumentHeader from={page.brand} title="Pay a part" lead={page.words.heading} />
        <form method="post" action={href("/i/:token/pay", { token })} className="mt-6">
          <ErrorSummary
            errors={errorsOf([{ label: "Amount to pay", field: fields.amount }])}
            formErrors={form.errors}
          />
          <PartFields part={part} field={fields.amount} cancelHref={invoice} />
        </form>
      </DocumentSheet>
    </DocumentPage>
  )
}

export { ClientErrorBoundary as ErrorBoundary }
