import type { FieldMetadata } from "@conform-to/react"
import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxField, RadioGroup } from "~/ui/choice-fields"
import { FieldGroup, FieldRow } from "~/ui/field"
import { MoneyField, NumberField, TextArea } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

/** A line of the invoice with what of it is left to credit, in words. */
export type CreditableRow = { lineId: string; name: string; left: string; isSpent: boolean }

type LineValues = { lineId: string; quantity: string; amount: string }
type CreditValues = { scope: string; lines: LineValues[]; reason: string; send: string }

type CreditFormProps = {
  rows: CreditableRow[]
  currency: string
  /** What is left of the whole invoice, with tax. */
  left: string
  number: string
  recipient: string | null
  reply: FormReply | undefined
  submission: string
  cancelHref: string
}

/** The form of a credit note: all that is left of the invoice or parts of its lines, why, and whether it is mailed. */
export function CreditForm({
  rows,
  currency,
  left,
  number,
  recipient,
  reply,
  submission,
  cancelHref,
}: CreditFormProps) {
  const lines = rows.map(({ lineId }) => ({ lineId, quantity: "", amount: "" }))
  const [form, fields] = useReplyForm<CreditValues>({ id: "credit", reply, defaultValue: { scope: "all", lines } })
  const listed = fields.lines.getFieldList()
  const summary = [
    { label: "How much", field: fields.scope },
    ...listed.flatMap((line, at) => {
      const { quantity, amount } = line.getFieldset()
      return [
        { label: `Line ${at + 1}, quantity`, field: quantity },
        { label: `Line ${at + 1}, amount`, field: amount },
      ]
    }),
    { label: "Reason", field: fields.reason },
  ]
  return (
    <ReplyForm form={form} reply={reply} submission={submission} summary={summary}>
      <RadioGroup
        label="How much is credited"
        field={fields.scope}
        options={[
          { value: "all", label: `All that is left: ${left}` },
          { value: "lines", label: "Parts of it", hint: "A quantity or a net amount at each line below" },
        ]}
      />
      <FieldGroup title="Lines" text="The tax follows from the lines; leave empty what is not credited.">
        {listed.map(
          (line, at) => rows[at] && <LineRow key={line.key ?? line.name} {...{ line, at, currency, row: rows[at] }} />,
        )}
      </FieldGroup>
      <TextArea
        label="Reason"
        field={fields.reason}
        rows={2}
        maxLength={500}
        required
        hint="Printed on the credit note, such as “Two workshop days were cancelled”"
      />
      {recipient && <CheckboxField label={`Mail it to ${recipient}`} field={fields.send} />}
      <FormActions cancelHref={cancelHref} note={`It gets the number ${number} and can never be changed.`}>
        <SubmitButton>Issue credit note</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

type LineRowProps = { line: FieldMetadata<LineValues>; at: number; currency: string; row: CreditableRow }

function LineRow({ line, at, currency, row }: LineRowProps) {
  const { lineId, quantity, amount } = line.getFieldset()
  return (
    <fieldset className="mb-4">
      <legend className="font-semibold break-words">
        {at + 1}. {row.name}
      </legend>
      <p className="hint mb-2">{row.left}</p>
      <input type="hidden" name={lineId.name} value={row.lineId} />
      {!row.isSpent && (
        <FieldRow>
          <NumberField label="Quantity" field={quantity} optional width="short" />
          <MoneyField label="or net amount" field={amount} currency={currency} optional />
        </FieldRow>
      )}
    </fieldset>
  )
}
