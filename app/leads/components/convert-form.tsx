import type { FieldMetadata } from "@conform-to/react"
import { FormActions, SubmitButton } from "~/ui/button"
import { RadioGroup } from "~/ui/choice-fields"
import { FieldGroup, FieldRow } from "~/ui/field"
import { SelectField, TextField } from "~/ui/fields"
import { type Offer, PickField } from "~/ui/pick"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

type Choice = { value: string; label: string; hint?: string }

export type ConvertValues = {
  companyId: string
  otherCompanyId: string
  companyName: string
  contactId: string
  otherContactId: string
  contactName: string
  dealTitle: string
  dealValue: string
  stageId: string
}

type ConvertFormProps = {
  /** Those that look the same. */
  companies: Choice[]
  contacts: Choice[]
  /** All there are. */
  offers: { otherCompanyId: Offer; otherContactId: Offer }
  stages: Choice[]
  defaults: Partial<ConvertValues>
  reply: FormReply | undefined
  submission: string
  cancelHref: string
}

/** What becomes of a lead: a company and a contact, each new or one that is here already, and a deal. */
export function ConvertForm(props: ConvertFormProps) {
  const { companies, contacts, offers, stages, defaults, reply, submission, cancelHref } = props
  const [form, fields] = useReplyForm<ConvertValues>({ id: "convert", reply, defaultValue: defaults })
  const { companyId, otherCompanyId, companyName, contactId, otherContactId, contactName } = fields
  const { dealTitle, dealValue, stageId } = fields
  const summary = [
    { label: "Company", field: companyId },
    { label: "Which company", field: otherCompanyId },
    { label: "Name of the company", field: companyName },
    { label: "Contact", field: contactId },
    { label: "Which contact", field: otherContactId },
    { label: "Name of the contact", field: contactName },
    { label: "Title", field: dealTitle },
    { label: "Estimated value", field: dealValue },
    { label: "Stage", field: stageId },
  ]
  return (
    <ReplyForm {...{ form, reply, submission, summary }}>
      <ExistingOrNew
        {...{ title: "Company", choice: companyId, other: otherCompanyId, name: companyName }}
        {...{ alike: companies, offer: offers.otherCompanyId }}
      />
      <ExistingOrNew
        {...{ title: "Contact", choice: contactId, other: otherContactId, name: contactName }}
        {...{ alike: contacts, offer: offers.otherContactId }}
      />
      <FieldGroup title="Deal">
        <TextField label="Title" field={dealTitle} required autoComplete="off" maxLength={200} />
        <FieldRow>
          <TextField
            label="Estimated value, net"
            field={dealValue}
            inputMode="decimal"
            autoComplete="off"
            optional
            maxLength={40}
          />
          <SelectField label="Stage" field={stageId} options={stages} />
        </FieldRow>
      </FieldGroup>
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>Convert lead</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

type ExistingOrNewProps = {
  alike: Choice[]
  offer: Offer
  title: "Company" | "Contact"
  choice: FieldMetadata<string>
  other: FieldMetadata<string>
  name: FieldMetadata<string>
}

function ExistingOrNew({ title, choice, other, name, alike, offer }: ExistingOrNewProps) {
  const noun = title.toLowerCase()
  const isAny = offer.options.length > 0 || offer.hasMore
  const options = [
    ...alike,
    { value: "new", label: `New ${noun}` },
    ...(isAny ? [{ value: "other", label: `Another ${noun} that is here already` }] : []),
  ]
  return (
    <FieldGroup title={title}>
      <RadioGroup label={title} hideLabel field={choice} required options={options} />
      <FieldRow>
        <TextField label={`Name of the new ${noun}`} field={name} autoComplete="off" optional maxLength={200} />
        {isAny && <PickField label={`Another ${noun}`} field={other} optional placeholder="None" offer={offer} />}
      </FieldRow>
    </FieldGroup>
  )
}
