import type { FieldMetadata } from "@conform-to/react"
import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { FieldGroup, FieldRow } from "~/ui/field"
import { EmailField, NumberField, SelectField, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, summarisedBox, useReplyForm } from "~/ui/reply-form"

/** What the form of the organization holds, as text. */
export type OrganizationValues = {
  name: string
  legalName: string
  line1: string | null
  line2: string | null
  postalCode: string | null
  city: string | null
  region: string | null
  country: string
  email: string | null
  phone: string | null
  website: string | null
  vatId: string | null
  registrationNo: string | null
  bankName: string | null
  iban: string | null
  bic: string | null
  taxRate: string
  secondTaxRate: string | null
  pricesIncludeTax: boolean
  isSmallBusiness: boolean
  smallBusinessNote: string | null
  paymentTermsDays: number
  depositPercent: string
  allowsPartialPayments: boolean
}

type OrganizationFormProps = {
  defaults: OrganizationValues
  reply: FormReply | undefined
  submission: string
  version: number
  countries: { value: string; label: string }[]
  cancelHref: string
}

/** The form of one's own organization: what its documents print, where clients pay, and what documents begin with. */
export function OrganizationForm(props: OrganizationFormProps) {
  const { defaults, reply, submission, version, countries, cancelHref } = props
  const [form, fields] = useReplyForm<OrganizationValues>({ id: "organization", reply, defaultValue: defaults })
  const named = (label: string, name: keyof OrganizationValues) => ({
    label,
    field: fields[name] as FieldMetadata<string>,
  })
  const at = {
    name: named("Name", "name"),
    legalName: named("Legal name", "legalName"),
    email: named("E-mail", "email"),
    phone: named("Telephone", "phone"),
    website: named("Website", "website"),
    line1: named("Street and number", "line1"),
    line2: named("Second line", "line2"),
    postalCode: named("Postal code", "postalCode"),
    city: named("Town", "city"),
    region: named("Region", "region"),
    country: { ...named("Country", "country"), options: countries },
    vatId: named("VAT ID", "vatId"),
    registrationNo: named("Registration number", "registrationNo"),
    bankName: named("Bank", "bankName"),
    iban: named("IBAN", "iban"),
    bic: named("BIC", "bic"),
    isSmallBusiness: named("We charge no VAT as a small business", "isSmallBusiness"),
    smallBusinessNote: named("Printed in the place of VAT", "smallBusinessNote"),
    taxRate: named("Tax rate", "taxRate"),
    secondTaxRate: named("Second tax", "secondTaxRate"),
    pricesIncludeTax: named("Prices include the tax", "pricesIncludeTax"),
    paymentTermsDays: named("Days to pay", "paymentTermsDays"),
    depositPercent: named("Deposit", "depositPercent"),
    allowsPartialPayments: named("Clients may pay in parts", "allowsPartialPayments"),
  }
  const boxes = [at.isSmallBusiness, at.pricesIncludeTax]
  const summary = Object.values(at).map((row) => (boxes.includes(row) ? summarisedBox(row.label, row.field) : row))
  return (
    <ReplyForm {...{ form, reply, submission, version, summary }}>
      <FieldGroup title="The organization">
        <FieldRow>
          <TextField {...at.name} required maxLength={120} autoComplete="organization" hint="As clients know you" />
          <TextField {...at.legalName} required maxLength={160} hint="As it is registered; invoices bear it" />
        </FieldRow>
        <FieldRow>
          <EmailField {...at.email} optional hint="Clients' questions go there" />
          <TextField {...at.phone} optional type="tel" maxLength={40} />
        </FieldRow>
        <TextField {...at.website} optional type="text" inputMode="url" maxLength={300} placeholder="example.com" />
      </FieldGroup>
      <FieldGroup title="Address" text="It stands on proposals and invoices.">
        <TextField {...at.line1} optional maxLength={200} autoComplete="address-line1" />
        <TextField {...at.line2} optional maxLength={200} autoComplete="address-line2" />
        <FieldRow>
          <TextField {...at.postalCode} optional maxLength={20} autoComplete="postal-code" />
          <TextField {...at.city} optional maxLength={100} autoComplete="address-level2" />
        </FieldRow>
        <FieldRow>
          <TextField {...at.region} optional maxLength={100} autoComplete="address-level1" />
          <SelectField {...at.country} required />
        </FieldRow>
      </FieldGroup>
      <FieldGroup title="Tax" text="Copied onto each invoice when it is issued; issued ones stay as they are.">
        <FieldRow>
          <TextField {...at.vatId} optional maxLength={20} hint="With the country's letters, as in DE123456789" />
          <TextField {...at.registrationNo} optional maxLength={60} />
        </FieldRow>
        <CheckboxField
          {...at.isSmallBusiness}
          hint="New lines are then exempt, and invoices print the sentence below"
        />
        <TextField {...at.smallBusinessNote} optional maxLength={200} />
      </FieldGroup>
      <FieldGroup title="Bank account" text="Where clients transfer to. Without an IBAN invoices name no account.">
        <FieldRow>
          <TextField {...at.iban} optional maxLength={42} />
          <TextField {...at.bic} optional maxLength={11} />
        </FieldRow>
        <TextField {...at.bankName} optional maxLength={100} />
      </FieldGroup>
      <FieldGroup title="What documents begin with" text="Each document can say otherwise.">
        <FieldRow>
          <TextField {...at.taxRate} required inputMode="decimal" suffix="%" />
          <TextField
            {...at.secondTaxRate}
            optional
            inputMode="decimal"
            suffix="%"
            hint="Where two apply to one price, as in Québec"
          />
        </FieldRow>
        <CheckboxField
          {...at.pricesIncludeTax}
          hint="Of new deals, and of invoices written without one: the tax is taken out of the prices, not put on top"
        />
        <FieldRow>
          <NumberField {...at.paymentTermsDays} required min={0} max={365} step={1} suffix="days" />
          <TextField {...at.depositPercent} required inputMode="decimal" suffix="%" hint="On acceptance" />
        </FieldRow>
      </FieldGroup>
      <FieldGroup title="Payments by card" text="On the page that a client opens from an invoice's link.">
        <CheckboxField
          {...at.allowsPartialPayments}
          hint="Any amount up to what is owed; otherwise the page asks for the whole"
        />
      </FieldGroup>
      <FormActions cancelHref={cancelHref}>
        <SubmitButton>Save organization</SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}
