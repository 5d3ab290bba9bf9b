import { useForm } from "@conform-to/react"
import type { ReactNode } from "react"
import { HiddenFields } from "~/ui/action-form"
import { ButtonLink, SubmitButton } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { DocumentSection } from "~/ui/document"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { TextField } from "~/ui/fields"
import type { FormReply } from "~/ui/reply-form"
import type { MoneyView } from "./document-view"

type Signing = { lines: string[]; consent: string; typedName: string; expected: string }

type SignSectionProps = {
  money: MoneyView
  consent: string
  reply: FormReply | undefined
  addresses: { ask: string; forward: string; decline: string }
}

/** The last part of an open proposal: consent, then the name, then the button that says what it does and for how much. */
export function SignSection({ money, consent, reply, addresses }: SignSectionProps) {
  const [form, fields] = useForm<Signing>({ id: "sign-proposal", lastResult: reply })
  const { consent: agreed, typedName, expected, lines } = fields
  const label = { consent: "Consent", typedName: "Your full name" }
  return (
    <DocumentSection title="Sign" id="sign">
      <ErrorSummary
        errors={errorsOf([
          { label: label.consent, field: agreed },
          { label: label.typedName, field: typedName },
        ])}
        formErrors={[form.errors, expected.errors, lines.errors].flatMap((errors) => errors ?? [])}
      />
      <HiddenFields fields={{ expected: money.totalMinor, timeZone: "" }} />
      <CheckboxField label={consent} field={agreed} required />
      <TextField
        label={label.typedName}
        hint="Your typed name is your signature."
        field={typedName}
        autoComplete="name"
        maxLength={120}
        required
      />
      <div className="mt-5 flex flex-wrap items-center gap-2">
        <SubmitButton name="intent" value="sign">
          <span>
            Sign and accept for <span data-live="total">{money.total}</span>
          </span>
        </SubmitButton>
        <ButtonLink href={addresses.ask} tone="quiet" reload>
          Ask a question
        </ButtonLink>
        <ButtonLink href={addresses.forward} tone="quiet" reload>
          Forward
        </ButtonLink>
        <ButtonLink href={addresses.decline} tone="quiet" reload>
          Decline
        </ButtonLink>
      </div>
      <WhatFollows money={money} />
    </DocumentSection>
  )
}

function WhatFollows({ money }: { money: MoneyView }): ReactNode {
  return (
    <p className="hint mt-3">
      {money.deposit && (
        <>
          On the next page you pay the deposit of <span data-live="deposit">{money.deposit.amount}</span>, now or later.{" "}
        </>
      )}
      You get a copy of what you signed by mail.
    </p>
  )
}
