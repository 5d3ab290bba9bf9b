import { Form } from "@remix-run/react"
import type { ReactNode } from "react"
import { SubmitButton } from "./button"
import type { IconName } from "./icon"
import type { ButtonTone } from "./tones"

/** What a form carries along unseen; null and undefined are left out. */
export type Fields = Record<string, string | number | boolean | null | undefined>

/** A form's unseen answers. */
export function HiddenFields({ fields }: { fields: Fields }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) =>
        value === null || value === undefined ? null : (
          <input key={name} type="hidden" name={name} value={String(value)} />
        ),
      )}
    </>
  )
}

type ActionFormProps = {
  action: string
  label?: string
  children?: ReactNode
  fields?: Fields
  tone?: ButtonTone
  icon?: IconName
  shortcut?: string
  reload?: boolean
  block?: boolean
  name?: string
  value?: string
}

/** One button that does one thing: a post to the address of the act. `reload` leaves to the browser what leads out of the staff pages. */
export function ActionForm({ action, label, children, fields, reload, tone = "plain", ...button }: ActionFormProps) {
  return (
    <Form className="action-form" method="post" action={action} reloadDocument={reload} preventScrollReset>
      {fields && <HiddenFields fields={fields} />}
      <SubmitButton tone={tone} {...button}>
        {label ?? children}
      </SubmitButton>
    </Form>
  )
}
