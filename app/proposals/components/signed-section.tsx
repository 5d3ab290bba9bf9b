import { DocumentSection } from "~/ui/document"
import { SignatureBlock } from "~/ui/signature-block"
import type { SignedView } from "./client-page-view"

/** Who signed and when, and the digests by which what was signed can be told from anything else. */
export function SignedSection({ signed }: { signed: SignedView }) {
  const { name, email, when, at, document, record } = signed
  const digests = (
    <>
      Simple electronic signature. Document {document}, record {record}
    </>
  )
  return (
    <DocumentSection title="Signature" id="sign">
      <SignatureBlock name={name} role={email ?? undefined} when={when} at={at} detail={digests} />
    </DocumentSection>
  )
}
