import { sha256 } from "~/platform/security/crypto.server"

/*
 * What the audit chain is made of. Every part is taken as text, as Postgres writes it, so that nothing gets lost on the way: jsonb is
 * written there with its keys in order, without doubles, and with its numbers to the last digit.
 */

/** The facts of an event, as the chain takes them. */
export type SealedFacts = {
  eventId: string
  name: string
  occurredAt: string
  recordedAt: string
  actorKind: string
  actorId: string | null
  requestId: string | null
  payload: string
  transaction: string
}

/** What of an event names a person. */
export type SealedDetails = {
  actorName: string | null
  ip: string | null
  userAgent: string | null
  before: string | null
  after: string | null
  personal: string | null
  salt: string | null
}

/** What stands before an organization's first link. */
export const beginning: Buffer = Buffer.alloc(32)

/** The digest of an event's personal part; its salt goes into it, so that what was erased cannot be guessed. */
export function detailDigest(details: SealedDetails): Buffer {
  const { actorName, ip, userAgent, before, after, personal, salt } = details
  return sha256(JSON.stringify(["signoff audit detail 1", actorName, ip, userAgent, before, after, personal, salt]))
}

/** A link: the digest of the link before it, of its own place and of its event, whose personal part stands in it as a digest alone. */
export function linkDigest(previous: Buffer, sequence: number, facts: SealedFacts, detailHash: Buffer): Buffer {
  const { eventId, name, occurredAt, recordedAt, actorKind, actorId, requestId, payload, transaction } = facts
  const event = [eventId, name, occurredAt, recordedAt, actorKind, actorId, requestId, payload, transaction]
  return sha256(
    JSON.stringify(["signoff audit link 1", previous.toString("hex"), sequence, ...event, detailHash.toString("hex")]),
  )
}
