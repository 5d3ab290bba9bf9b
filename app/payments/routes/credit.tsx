import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { getInvoice } from "~/invoices/invoice-queries.server"
import { headingOf } from "~/invoices/invoice-words"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { formatNumber } from "~/platform/language/numbers"
import { href } from "~/platform/language/paths"
import { leftOf, quantityLeft } from "~/pricing/credit-note"
import { decimal, formatDecimal } from "~/pricing/decimal"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { CreditForm } from "../components/credit-form"
import { creditInvoice } from "../credit-invoice.server"
import { getCreditPage } from "../credit-queries.server"
import { CreditInvoiceInput } from "../inputs.server"

export const meta: MetaFunction = () => [{ title: "Credit invoice · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    const invoiceId = asId<"invoices">(args.params.invoiceId, "invoice")
    const { status, kind } = await getInvoice(ctx, { invoiceId })
    const isCreditable = status === "issued" && kind !== "credit_note" && may(ctx, "invoices.credit")
    const page = isCreditable ? await getCreditPage(ctx, { invoiceId }) : null
    if (!page || leftOf(page.creditable) <= 0n) throw redirect(href("/invoices/:invoiceId", { invoiceId }))
    const { invoice, creditable, locale, number, recipient } = page
    return {
      invoiceId: invoiceId as string,
      heading: headingOf(invoice),
      title: invoice.title,
      currency: invoice.currency,
      ...{ number, left: formatMoney({ minor: leftOf(creditable), currency: invoice.currency }, locale) },
      recipient: recipient && `${recipient.name} (${recipient.email})`,
      rows: page.lines.map((line, at) => rowOf(line, creditable.lines[at]!, invoice.currency, locale)),
      submission: newSubmissionId(),
    }
  })
}

type Page = Awaited<ReturnType<typeof getCreditPage>>

function rowOf(
  line: Page["lines"][number],
  creditable: Page["creditable"]["lines"][number],
  currency: string,
  locale: string,
) {
  const { netMinor, credited } = creditable
  const money = (minor: bigint) => formatMoney({ minor, currency }, locale)
  const quantity = (text: string) => formatNumber(formatDecimal(decimal(text)), locale)
  const isSpent = netMinor === credited.netMinor
  const of = `${quantity(line.quantity)} ${line.unit ?? ""}`.trim()
  return {
    ...{ lineId: line.id as string, name: line.name, isSpent },
    left: isSpent
      ? `Nothing is left of ${of} at ${money(netMinor)} net`
      : `Left: ${quantity(quantityLeft(creditable))} of ${of}, ${money(netMinor - credited.netMinor)} of ${money(netMinor)} net`,
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const invoiceId = await answer(() => asId<"invoices">(args.params.invoiceId, "invoice"))
  const form = await parseForm(args.request, CreditInvoiceInput.omit({ invoiceId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { number } = await creditInvoice(ctx, { invoiceId, ...form.value }, { submission: form.submissionId })
    const text = `Credit note ${number} issued${form.value.send ? ", the mail is on its way" : ""}`
    return done(href("/invoices/:invoiceId", { invoiceId }), { tone: "ok", text })
  })
}

export default function CreditInvoice() {
  const { invoiceId, heading, title, ...form } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/invoices/:invoiceId", { invoiceId })
  return (
    <>
      <TitleBar title="Credit invoice" subtitle={title} back={{ href: back, label: heading }} />
      <PageBody width="form">
        <CreditForm {...form} reply={reply} cancelHref={back} />
      </PageBody>
    </>
  )
}
