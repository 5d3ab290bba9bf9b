import type { FieldMetadata } from "@conform-to/react"
import { type CompanyKind, companyKindNames, companyKinds } from "~/companies/company"
import { type TaxCategory, taxCategories, taxCategoryNames } from "~/pricing/tax"
import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { FieldGroup, FieldRow } from "~/ui/field"
import { SelectField, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"

/** What the form of a company holds, as text. */
export type CompanyValues = {
  name: string
  kind: CompanyKind
  isBuyer: boolean
  isSeller: boolean
  legalName: string | null
  registrationNo: string | null
  vatId: string | null
  electronicAddress: string | null
  electronicScheme: string | null
  currency: string | null
  language: string | null
  paymentTermsDays: number | null
  taxTreatment: TaxCategory
  poRequired: boolean
  website: string | null
  phone: string | null
  ownerId: string | null
}

type Choice = { value: string; label: string }

type CompanyFormProps = {
  defaults: Partial<CompanyValues>
  reply: FormReply | undefined
  submission: string
  version?: number
  changedWhen?: string
  owners: Choice[]
  currencies: Choice[]
  submitLabel: string
  cancelHref: string
}

/** The form of a company: who it is, how it is billed, how it is reached. */
export function CompanyForm({
  defaults,
  reply,
  submission,
  version,
  changedWhen,
  owners,
  currencies,
  submitLabel,
  cancelHref,
}: CompanyFormProps) {
  const [form, fields] = useReplyForm<CompanyValues>({ id: "company", reply, defaultValue: asText(defaults) })
  const text = (label: string, name: keyof CompanyValues) => ({ label, field: fields[name] as FieldMetadata<string> })
  const summary = [
    text("Name", "name"),
    text("What it is", "kind"),
    text("Legal name", "legalName"),
    text("Registration number", "registrationNo"),
    text("VAT id", "vatId"),
    text("Electronic address", "electronicAddress"),
    text("Address scheme", "electronicScheme"),
    text("Tax", "taxTreatment"),
    text("Currency", "currency"),
    text("Days to pay", "paymentTermsDays"),
    text("Website", "website"),
    text("Telephone", "phone"),
    text("Owner", "ownerId"),
  ]
  return (
    <ReplyForm {...{ form, reply, submission, version, changedWhen, summary }}>
      <FieldGroup title="The company">
        <TextField {...text("Name", "name")} required autoComplete="off" maxLength={200} />
        <FieldRow>
          <SelectField
            {...text("What it is", "kind")}
            options={companyKinds.map((kind) => ({ value: kind, label: companyKindNames[kind] }))}
          />
          <SelectField {...text("Owner", "ownerId")} optional placeholder="Nobody" options={owners} />
        </FieldRow>
        <FieldRow>
          <TextField
            {...text("Website", "website")}
            optional
            type="text"
            inputMode="url"
            maxLength={300}
            placeholder="example.com"
          />
          <TextField {...text("Telephone", "phone")} optional type="tel" maxLength={60} />
        </FieldRow>
      </FieldGroup>
      <FieldGroup
        title="Billing"
        text="Copied onto each document when it is issued; later changes here leave issued ones as they are."
      >
        <FieldRow>
          <TextField {...text("Legal name", "legalName")} optional maxLength={200} />
          <TextField {...text("Registration number", "registrationNo")} optional maxLength={60} />
        </FieldRow>
        <FieldRow>
          <TextField
            {...text("VAT id", "vatId")}
            optional
            maxLength={20}
            hint="With the country's letters, as in DE123456789"
          />
          <SelectField
            {...text("Tax", "taxTreatment")}
            options={taxCategories.map((t) => ({ value: t, label: taxCategoryNames[t] }))}
          />
        </FieldRow>
        <FieldRow>
          <SelectField
            {...text("Currency", "currency")}
            optional
            placeholder="The organization's"
            options={currencies}
          />
          <TextField
            {...text("Days to pay", "paymentTermsDays")}
            optional
            inputMode="numeric"
            maxLength={3}
            width="short"
          />
        </FieldRow>
        <FieldRow>
          <TextField {...text("Electronic address", "electronicAddress")} optional maxLength={200} />
          <TextField
            {...text("Address scheme", "electronicScheme")}
            optional
            maxLength={20}
            hint="Such as 0204 for a Leitweg-ID"
          />
        </FieldRow>
        <CheckboxField
          label="Needs a purchase order number on invoices"
          name="poRequired"
          defaultChecked={fields.poRequired.initialValue === "on"}
        />
        <CheckboxField label="Buys from us" name="isBuyer" defaultChecked={fields.isBuyer.initialValue === "on"} />
        <CheckboxField label="Sells to us" name="isSeller" defaultChecked={fields.isSeller.initialValue === "on"} />
      </FieldGroup>
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>{submitLabel}</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

const asText = ({ isBuyer, isSeller, poRequired, paymentTermsDays, ...rest }: Partial<CompanyValues>) => ({
  ...rest,
  paymentTermsDays: paymentTermsDays ?? undefined,
  isBuyer: isBuyer ?? false,
  isSeller: isSeller ?? false,
  poRequired: poRequired ?? false,
})
