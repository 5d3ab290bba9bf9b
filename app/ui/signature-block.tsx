import type { ReactNode } from "react"
import { When } from "./when"

type SignatureBlockProps = {
  name: string
  role?: string
  when: string
  at?: string
  detail?: ReactNode
  label?: string
}

/** Who signed and when: the typed name as it was written. */
export function SignatureBlock({ name, role, when, at, detail, label = "Signed" }: SignatureBlockProps) {
  return (
    <figure className="signature" aria-label={label}>
      <p className="signature-name">{name}</p>
      <figcaption>
        <span className="signature-who">
          {name}
          {role && `, ${role}`}
        </span>
        <span className="signature-when">
          {label} {at ? <When at={at}>{when}</When> : when}
        </span>
        {detail && <span className="signature-detail">{detail}</span>}
      </figcaption>
    </figure>
  )
}
