import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { dayIn, headingOf } from "~/invoices/invoice-words"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { PaymentForm } from "../components/payment-form"
import { listOtherOpenInvoices } from "../credit-queries.server"
import { RecordPaymentInput, recordedMethods } from "../inputs.server"
import { paymentMethodNames } from "../payment"
import { getInvoicePage } from "../payment-queries.server"
import { recordPayment } from "../record-payment.server"
import { typedAmount } from "../typed-amount"

export const meta: MetaFunction = () => [{ title: "Record payment · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { page, others } = await answer(async () => {
    const invoiceId = asId<"invoices">(args.params.invoiceId, "invoice")
    return { page: await getInvoicePage(ctx, { invoiceId }), others: await listOtherOpenInvoices(ctx, { invoiceId }) }
  })
  const { invoice, document, balanceMinor, locale, today } = page
  if (invoice.status !== "issued" || invoice.kind === "credit_note" || !may(ctx, "payments.record")) {
    throw redirect(href("/invoices/:invoiceId", { invoiceId: invoice.id }))
  }
  const { id, currency, number } = invoice
  const balance = { minor: balanceMinor, currency }
  return {
    invoiceId: id as string,
    heading: headingOf(document),
    client: page.names.company,
    ...{ currency, today },
    balance: balanceMinor > 0n ? formatMoney(balance, locale) : null,
    defaultValue: {
      amount: balanceMinor > 0n ? typedAmount(balance, locale) : "",
      receivedOn: today,
      reference: number,
    },
    others: others.map((other) => ({
      ...{ invoiceId: other.id as string, number: other.number ?? "", title: other.title },
      owed: [
        `${formatMoney({ minor: other.balanceMinor, currency }, locale)} owed`,
        other.dueOn && `due ${dayIn(other.dueOn, locale)}`,
      ]
        .filter(Boolean)
        .join(", "),
    })),
    methods: recordedMethods.map((value) => ({ value, label: paymentMethodNames[value] })),
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const invoiceId = await answer(() => asId<"invoices">(args.params.invoiceId, "invoice"))
  const form = await parseForm(args.request, RecordPaymentInput.omit({ invoiceId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { paymentId } = await recordPayment(ctx, { invoiceId, ...form.value }, { submission: form.submissionId })
    const undo = paymentId && {
      action: href("/invoices/:invoiceId/payments/:paymentId/reverse", { invoiceId, paymentId }),
      fields: { reason: "Recorded by mistake" },
    }
    const text = form.value.sendReceipt ? "Payment recorded, the receipt is on its way" : "Payment recorded"
    return done(href("/invoices/:invoiceId", { invoiceId }), { tone: "ok", text, undo: undo || undefined })
  })
}

export default function RecordPayment() {
  const { invoiceId, heading, ...form } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/invoices/:invoiceId", { invoiceId })
  return (
    <>
      <TitleBar title="Record payment" subtitle={form.client} back={{ href: back, label: heading }} />
      <PageBody width="form">
        <PaymentForm {...form} reply={reply} cancelHref={back} />
      </PageBody>
    </>
  )
}
