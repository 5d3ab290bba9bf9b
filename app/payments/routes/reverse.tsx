import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { type CalendarDate, formatDate } from "~/platform/language/dates"
import { asId } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { Facts } from "~/ui/facts"
import { TextField } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { ReversePaymentInput } from "../inputs.server"
import { paymentMethodNames } from "../payment"
import { getInvoicePage } from "../payment-queries.server"
import { reversePayment } from "../reverse-payment.server"

export const meta: MetaFunction = () => [{ title: "Reverse payment · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { invoiceId } = await addressed(args)
  const { payments, locale } = await answer(() => getInvoicePage(ctx, { invoiceId }))
  const payment = payments.find(({ id }) => id === args.params.paymentId)
  const isReversible = payment && !payment.reversesId && !payment.isReversed && payment.provider === null
  if (!isReversible || !may(ctx, "payments.reverse")) throw redirect(href("/invoices/:invoiceId", { invoiceId }))
  const { amountMinor, currency, receivedOn, method, reference, byName } = payment
  return {
    invoiceId: invoiceId as string,
    amount: formatMoney({ minor: amountMinor, currency }, locale),
    facts: [
      { label: "Received on", value: formatDate(receivedOn as CalendarDate, locale) },
      { label: "Paid by", value: paymentMethodNames[method] },
      { label: "Reference", value: reference },
      { label: "Recorded by", value: byName },
    ],
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const { invoiceId, paymentId } = await addressed(args)
  const form = await parseForm(args.request, ReversePaymentInput.omit({ paymentId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await reversePayment(ctx, { paymentId, ...form.value }, { submission: form.submissionId })
    return done(href("/invoices/:invoiceId", { invoiceId }), { tone: "ok", text: "Payment reversed" })
  })
}

const addressed = ({ params }: Pick<LoaderFunctionArgs, "params">) =>
  answer(() => ({
    invoiceId: asId<"invoices">(params.invoiceId, "invoice"),
    paymentId: asId<"payments">(params.paymentId, "payment"),
  }))

export default function ReversePayment() {
  const { invoiceId, amount, facts, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<{ reason: string }>({ id: "reversal", reply })
  const back = href("/invoices/:invoiceId", { invoiceId })
  return (
    <>
      <TitleBar title="Reverse payment" subtitle={amount} back={{ href: back, label: "Invoice" }} />
      <PageBody width="form">
        <ReplyForm
          form={form}
          reply={reply}
          submission={submission}
          summary={[{ label: "Reason", field: fields.reason }]}
        >
          <Facts items={facts} />
          <p className="my-4">
            A counter-entry of {amount} takes it back; both stay in the books, and what it settled is owed again. The
            client is not told.
          </p>
          <TextField label="Reason" field={fields.reason} required maxLength={140} hint="Such as “Entered twice”" />
          <FormActions cancelHref={back}>
            <SubmitButton tone="danger">Reverse payment</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
