import type { FieldMetadata } from "@conform-to/react"
import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { FieldGroup, FieldRow } from "~/ui/field"
import { DateField, MoneyField, SelectField, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type ShareValues = { invoiceId: string; amount: string }
type PaymentValues = {
  amount: string
  method: string
  receivedOn: string
  reference: string | null
  sendReceipt: string
  others: ShareValues[]
}

/** Another open invoice of the client, in words. */
export type OtherInvoice = { invoiceId: string; number: string; title: string; owed: string }

type PaymentFormProps = {
  /** What is still owed, null when nothing is. */
  balance: string | null
  currency: string
  today: string
  defaultValue: Pick<PaymentValues, "amount" | "receivedOn" | "reference">
  methods: { value: string; label: string }[]
  /** The client's other open invoices, which the same payment may settle. */
  others: OtherInvoice[]
  reply: FormReply | undefined
  submission: string
  cancelHref: string
}

/** The form of money that came in: how much, when, how, and whether the client gets a receipt. */
export function PaymentForm(props: PaymentFormProps) {
  const { balance, currency, today, methods, others, reply, submission, cancelHref } = props
  const shares = others.map(({ invoiceId }) => ({ invoiceId, amount: "" }))
  const [form, fields] = useReplyForm<PaymentValues>({
    id: "payment",
    reply,
    defaultValue: { method: "bank", ...props.defaultValue, others: shares },
  })
  const listed = fields.others.getFieldList()
  const summary = [
    { label: "Amount received", field: fields.amount },
    { label: "Received on", field: fields.receivedOn },
    { label: "Paid by", field: fields.method },
    { label: "Reference", field: fields.reference },
    ...listed.map((share, at) => ({
      label: `Invoice ${others[at]?.number ?? ""}`,
      field: share.getFieldset().amount,
    })),
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
      {others.length > 0 && (
        <FieldGroup
          title="Also settles"
          text="What of it the client's other invoices get; this one gets what is left of what it needs."
        >
          {listed.map(
            (share, at) =>
              others[at] && (
                <ShareField key={share.key ?? share.name} share={share} other={others[at]} currency={currency} />
              ),
          )}
        </FieldGroup>
      )}
      <CheckboxField label="Send a receipt" field={fields.sendReceipt} hint="By mail, to whom the invoice went" />
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>Record payment</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

type ShareFieldProps = { share: FieldMetadata<ShareValues>; other: OtherInvoice; currency: string }

function ShareField({ share, other, currency }: ShareFieldProps) {
  const { invoiceId, amount } = share.getFieldset()
  return (
    <>
      <input type="hidden" name={invoiceId.name} value={other.invoiceId} />
      <MoneyField
        label={`Invoice ${other.number}`}
        field={amount}
        currency={currency}
        hint={`${other.title}: ${other.owed}`}
        optional
      />
    </>
  )
}
