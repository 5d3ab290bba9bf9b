import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { FieldRow } from "~/ui/field"
import { DateField, MoneyField, SelectField, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type PaymentValues = {
  amount: string
  method: string
  receivedOn: string
  reference: string | null
  sendReceipt: string
}

type PaymentFormProps = {
  /** What is still owed, null when nothing is. */
  balance: string | null
  currency: string
  today: string
  defaultValue: Pick<PaymentValues, "amount" | "receivedOn" | "reference">
  methods: { value: string; label: string }[]
  reply: FormReply | undefined
  submission: string
  cancelHref: string
}

/** The form of money that came in: how much, when, how, and whether the client gets a receipt. */
export function PaymentForm(props: PaymentFormProps) {
  const { balance, currency, today, defaultValue, methods, reply, submission, cancelHref } = props
  const [form, fields] = useReplyForm<PaymentValues>({
    id: "payment",
    reply,
    defaultValue: { method: "bank", ...defaultValue },
  })
  const summary = [
    { label: "Amount received", field: fields.amount },
    { label: "Received on", field: fields.receivedOn },
    { label: "Paid by", field: fields.method },
    { label: "Reference", field: fields.reference },
  ]
  const hint = balance
    ? `${balance} are owed. More than that stays with the payment as the client's credit.`
    : "Nothing is owed any more: the whole amount becomes the client's credit."
  return (
    <ReplyForm form={form} reply={reply} submission={submission} summary={summary}>
      <MoneyField label="Amount received" field={fields.amount} currency={currency} hint={hint} required />
      <FieldRow>
        <DateField label="Received on" field={fields.receivedOn} max={today} required />
        <SelectField label="Paid by" field={fields.method} options={methods} />
      </FieldRow>
      <TextField
        label="Reference"
        field={fields.reference}
        maxLength={140}
        optional
        hint="As on the bank statement or the cheque; the receipt says it too"
      />
      <CheckboxField label="Send a receipt" field={fields.sendReceipt} hint="By mail, to whom the invoice went" />
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>Record payment</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
