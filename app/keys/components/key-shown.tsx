import { useRef, useState } from "react"
import { href } from "~/platform/language/paths"
import { Button, ButtonLink } from "~/ui/button"
import { Field } from "~/ui/field"
import { useHydrated } from "~/ui/hydrated"
import { Notice } from "~/ui/notices"

/** The one time that a key is seen; without one, that it was seen already. */
export function KeyShown({ secret, name }: { secret: string | null; name: string }) {
  if (secret === null) {
    return (
      <>
        <Notice tone="warn" title="This key was made already">
          It was shown once and cannot be shown again. If it was not kept, rotate it: that makes another in its place.
        </Notice>
        <ToTheList />
      </>
    )
  }
  return (
    <>
      <Notice tone="ok" title={`Key made: ${name}`}>
        Copy it now and keep it where its program finds it. It is not shown again, also not to you.
      </Notice>
      <div className="mt-4">
        <SecretField value={secret} />
      </div>
      <p className="hint mt-3">
        The program sends it with each request, in the header <code className="break-all">Authorization: Bearer …</code>
        , and never in an address. To see that it works, it can ask <code>/api/v1/whoami</code>.
      </p>
      <ToTheList />
    </>
  )
}

const ToTheList = () => (
  <p className="mt-6">
    <ButtonLink href={href("/settings/api-keys")} tone="primary">
      To the API keys
    </ButtonLink>
  </p>
)

function SecretField({ value }: { value: string }) {
  const input = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  const hydrated = useHydrated()
  const copy = async () => {
    input.current?.select()
    await navigator.clipboard?.writeText(value)
    setCopied(true)
  }
  return (
    <Field label="API key" id="api-key">
      <input
        ref={input}
        id="api-key"
        className="input font-mono"
        readOnly
        autoComplete="off"
        spellCheck={false}
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
