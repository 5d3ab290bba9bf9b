import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { type CalendarDate, formatDate } from "~/platform/language/dates"
import { isDomainError } from "~/platform/language/errors"
import { asId } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { href } from "~/platform/language/paths"
import { log } from "~/platform/log.server"
import { HiddenFields } from "~/ui/action-form"
import { FormActions, SubmitButton } from "~/ui/button"
import { Facts } from "~/ui/facts"
import { FieldRow } from "~/ui/field"
import { DateField, MoneyField, TextField } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { RefundPaymentInput } from "../inputs.server"
import { paymentMethodNames } from "../payment"
import { getInvoicePage } from "../payment-queries.server"
import { refundPayment } from "../refund-payment.server"
import { typedAmount } from "../typed-amount"

export const meta: MetaFunction = () => [{ title: "Refund payment · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { invoiceId } = await addressed(args)
  const { payments, locale, today, creditNotes } = await answer(() => getInvoicePage(ctx, { invoiceId }))
  const payment = payments.find(({ id }) => id === args.params.paymentId)
  if (!payment || payment.refundableMinor <= 0n || !may(ctx, "payments.refund"))
    throw redirect(href("/invoices/:invoiceId", { invoiceId }))
  const { amountMinor, currency, receivedOn, method, reference, provider, refundableMinor, creditMinor } = payment
  const noteId = new URL(args.request.url).searchParams.get("note")
  const note = creditNotes.find(({ id }) => id === noteId) ?? null
  const most = {
    minor: least(refundableMinor, note ? note.totalMinor - note.refundedMinor : refundableMinor),
    currency,
  }
  const wanted = { minor: creditMinor > 0n ? least(creditMinor, most.minor) : most.minor, currency }
  return {
    ...{ invoiceId: invoiceId as string, currency, today, isByHand: provider === null },
    note: note && { id: note.id as string, number: note.number ?? "" },
    amount: formatMoney({ minor: amountMinor, currency }, locale),
    most: formatMoney(most, locale),
    defaultValue: { amount: typedAmount(wanted, locale), refundedOn: today, reference: null },
    facts: [
      { label: "Received on", value: formatDate(receivedOn as CalendarDate, locale) },
      { label: "Paid by", value: paymentMethodNames[method] },
      { label: "Reference", value: reference },
    ],
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const ids = await addressed(args)
  const form = await parseForm(args.request, RefundPaymentInput.omit({ invoiceId: true, paymentId: true, key: true }))
  if (!form.ok) return invalid(form.reply)
  const back = href("/invoices/:invoiceId", { invoiceId: form.value.creditNoteId ?? ids.invoiceId })
  return attempt(form.reply, async () => {
    const order = { ...ids, ...form.value, key: form.submissionId ?? "" }
    return done(back, await noticeOf(() => refundPayment(ctx, order)))
  })
}

const least = (a: bigint, b: bigint) => (a < b ? a : b)

const notices = {
  succeeded: { tone: "ok", text: "Payment refunded" },
  pending: { tone: "info", text: "The refund is on its way; this page says when it has arrived" },
  failed: { tone: "danger", text: "The payment service refused the refund. Nothing was given back." },
} as const

/** A service that gives no answer is asked again by the queue with the same key: nothing is given back twice. */
async function noticeOf(refund: () => ReturnType<typeof refundPayment>) {
  try {
    return notices[(await refund()).status]
  } catch (error) {
    if (!isDomainError(error) || error.kind !== "outside") throw error
    log.warn({ error, service: error.service }, "a refund got no answer")
    return error.retriable ? notices.pending : notices.failed
  }
}

const addressed = ({ params }: Pick<LoaderFunctionArgs, "params">) =>
  answer(() => ({
    invoiceId: asId<"invoices">(params.invoiceId, "invoice"),
    paymentId: asId<"payments">(params.paymentId, "payment"),
  }))

type Values = { amount: string; refundedOn: string; reference: string | null }

export default function RefundPayment() {
  const page = useLoaderData<typeof loader>()
  const { invoiceId, amount, most, facts, submission, currency, today, isByHand, defaultValue, note } = page
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<Values>({ id: "refund", reply, defaultValue })
  const back = href("/invoices/:invoiceId", { invoiceId: note?.id ?? invoiceId })
  const summary = [
    { label: "Amount to give back", field: fields.amount },
    ...(isByHand ? [{ label: "Given back on", field: fields.refundedOn }] : []),
    { label: "Reference", field: fields.reference },
  ]
  return (
    <>
      <TitleBar
        title="Refund payment"
        subtitle={amount}
        back={{ href: back, label: note ? `Credit note ${note.number}` : "Invoice" }}
      />
      <PageBody width="form">
        <ReplyForm form={form} reply={reply} submission={submission} summary={summary}>
          {note && <HiddenFields fields={{ creditNoteId: note.id }} />}
          <Facts items={[...facts, ...(note ? [{ label: "For", value: `Credit note ${note.number}` }] : [])]} />
          <p className="my-4">
            {isByHand
              ? "Give the money back yourself, then write it down here. "
              : "The payment service gives it back to the card or account it came from. "}
            What the money settled is owed again, unless it was the client's credit.
          </p>
          <MoneyField
            label="Amount to give back"
            field={fields.amount}
            currency={currency}
            hint={`At most ${most}`}
            required
          />
          <FieldRow>
            {isByHand && <DateField label="Given back on" field={fields.refundedOn} max={today} required />}
            <TextField label="Reference" field={fields.reference} maxLength={140} optional />
          </FieldRow>
          <FormActions cancelHref={back}>
            <SubmitButton tone="danger">Refund payment</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
