import type { KeptHead } from "~/adapters/audit-heads.server"
import { checkSigned, signForLong } from "~/platform/security/crypto.server"

/** What the signatures of heads are for. */
const purpose = "audit-anchor"

type Unsigned = Omit<KeptHead, "signature">

const textOf = ({ organizationId, headOn, sequence, hash }: Unsigned) =>
  ["signoff audit head 1", organizationId, headOn, sequence, hash].join("|")

/** A head, signed with a key that the database does not have. */
export const signHeadOf = (head: Unsigned): KeptHead => ({
  ...head,
  signature: signForLong(purpose, textOf(head), head.organizationId),
})

/** Whether a head is as it was signed; that cannot be told of one whose key is no longer listed. */
export const checkHead = (head: KeptHead) => checkSigned(purpose, textOf(head), head.signature, head.organizationId)
