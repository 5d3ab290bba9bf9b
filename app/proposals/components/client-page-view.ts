import type { ClientState } from "../proposal"
import type { DocumentView } from "./document-view"

/** Who signed and when, with the digests of what was signed and of the evidence. */
export type SignedView = {
  name: string
  when: string
  at: string
  email: string | null
  document: string
  record: string
}

/** What a client's page of a proposal draws: finished words and figures, made on the server. */
export type ClientPage = {
  state: ClientState
  document: DocumentView
  /** What is agreed to by ticking the box above the signature. */
  consent: string
  agency: { name: string; email: string | null }
  /** Who at the agency looks after it. */
  contact: { name: string; email: string } | null
  signed: SignedView | null
  /** When it was signed, declined or withdrawn. */
  decidedOn: string | null
  declineReason: string | null
  /** What replaced this version; without an address when this reader's link to it has run out. */
  successor: { number: number; sentOn: string | null; address: string | null } | null
}
