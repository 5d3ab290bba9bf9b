import { type ReactNode, useId, useRef, useState } from "react"
import { Button } from "./button"
import { Field } from "./field"
import { useHydrated } from "./hydrated"

/** A text to be copied: selected as a whole when it is reached, with a button where there is script. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: ReactNode }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  const hydrated = useHydrated()
  const copy = async () => {
    input.current?.select()
    await navigator.clipboard?.writeText(value)
    setCopied(true)
  }
  return (
    <Field label={label} id={id} hint={hint}>
      <input
        ref={input}
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="input"
        readOnly
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      {hydrated && (
        <p className="mt-2 flex items-center gap-3">
          <Button icon="copy" onClick={copy}>
            Copy
          </Button>
          <span role="status">{isCopied ? "Copied" : ""}</span>
        </p>
      )}
    </Field>
  )
}
