import { Form } from "@remix-run/react"
import type { ReactNode } from "react"
import { type Fields, HiddenFields } from "./action-form"
import { FormActions, SubmitButton } from "./button"
import type { ButtonTone } from "./tones"

type ConfirmPanelProps = {
  title: string
  children: ReactNode
  confirm: string
  cancelHref: string
  cancelLabel?: string
  action?: string
  fields?: Fields
  tone?: ButtonTone
  extra?: ReactNode
  reload?: boolean
}

/** Before what cannot be taken back: what it is about and what will follow, in words, and the button that says it again. */
export function ConfirmPanel(props: ConfirmPanelProps) {
  return (
    <section className="confirm" data-tone={props.tone ?? "danger"} aria-label={props.title}>
      <h2 className="confirm-title">{props.title}</h2>
      <div className="confirm-text">{props.children}</div>
      <Form method="post" action={props.action} reloadDocument={props.reload}>
        {props.fields && <HiddenFields fields={props.fields} />}
        {props.extra}
        <FormActions cancelHref={props.cancelHref} cancelLabel={props.cancelLabel} sticky={false}>
          <SubmitButton tone={props.tone ?? "danger"}>{props.confirm}</SubmitButton>
        </FormActions>
      </Form>
    </section>
  )
}
