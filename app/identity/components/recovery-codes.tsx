import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Notice } from "~/ui/notices"

/** Recovery codes, shown this once: to be printed or kept where passwords are kept. */
export function RecoveryCodes({ codes, email }: { codes: string[]; email: string }) {
  return (
    <>
      <Notice tone="warn" title="Keep these now">
        They are shown this once. Print this page, or put them where you keep passwords: each lets you in once when your
        phone or your passkey is not at hand.
      </Notice>
      <p className="hint mt-4">Recovery codes of {email} for Signoff</p>
      <ol className="my-4 grid gap-x-6 gap-y-2 sm:grid-cols-2" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code className="text-sm break-words">{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <ButtonLink href={href("/settings/security/factors")} tone="primary" reload block>
          I have kept them
        </ButtonLink>
      </p>
    </>
  )
}
