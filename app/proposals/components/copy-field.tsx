import { useRef, useState } from "react"
import { Button } from "~/ui/button"
import { Field } from "~/ui/field"
import { useHydrated } from "~/ui/hydrated"

/** A text to be copied: selected as a whole when it is reached, with a button where there is script. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const input = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  const hydrated = useHydrated()
  const copy = async () => {
    input.current?.select()
    await navigator.clipboard?.writeText(value)
    setCopied(true)
  }
  return (
    <Field label={label} id="copy">
      <input
        ref={input}
        id="copy"
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
