import { type ReactNode, useEffect } from "react"
import { HiddenFields } from "~/ui/action-form"
import { SubmitButton } from "~/ui/button"
import type { ButtonTone } from "~/ui/tones"
import source from "./passkey.mjs?url"

type PasskeyFormProps = {
  /** Where the answer is sent, and where the challenge comes from. */
  action: string
  challenge: string
  makes?: boolean
  label: string
  tone?: ButtonTone
  returnTo?: string | null
  children?: ReactNode
}

/** A form that a passkey fills in: its button asks the device. Without a script it says that passkeys need one. */
export function PasskeyForm(props: PasskeyFormProps) {
  const { action, challenge, makes = false, label, tone = "plain", returnTo = null, children } = props
  useEffect(() => {
    void import(/* @vite-ignore */ source)
  }, [])
  return (
    <form method="post" action={action} data-passkey={makes ? "create" : "get"} data-challenge={challenge}>
      <HiddenFields fields={{ returnTo }} />
      <input type="hidden" name="response" />
      {children}
      <SubmitButton tone={tone} block>
        {label}
      </SubmitButton>
      <p className="field-error mt-2" role="alert" data-complaint="" />
      <noscript>
        <p className="hint mt-2">Passkeys need JavaScript, which is off in this browser.</p>
      </noscript>
      <script type="module" src={source} />
    </form>
  )
}

/** Said in the place of the form where the page is open under a name that passkeys cannot belong to. */
export const PasskeysElsewhere = ({ origin }: { origin: string }) => (
  <p className="hint">
    Passkeys work at <a href={origin}>{origin}</a> only, the address that this program goes by.
  </p>
)
