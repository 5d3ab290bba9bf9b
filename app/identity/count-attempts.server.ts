import type { RequestFacts } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { consumeDelayed, forgiveDelayed } from "~/platform/security/delays.server"
import { addressKey, consume, giveBack, hold, limits } from "~/platform/security/limits.server"

/** Whose attempt is counted: the account as it was typed, whether there is one or not, and where it came from. */
export type Attempted = { email: string; address: string }

/** The network address of a request as limits count it. */
export const addressOf = ({ ip }: Pick<RequestFacts, "ip">) => addressKey(ip ?? "")

/**
 * Counts an attempt to sign in before its password is looked at, so that simultaneous ones cannot pass together. Answers
 * the seconds to wait when it is one too many, else null.
 */
export async function countSignIn({ email, address }: Attempted): Promise<number | null> {
  const fromThere = await consume(webPool(), limits.signInAddress, address)
  if (!fromThere.allowed) return fromThere.retryAfter
  const account = await consumeDelayed(webPool(), limits.signIn, email)
  if (account.allowed) return null
  await giveBack(webPool(), limits.signInAddress, address)
  return account.retryAfter
}

/** The password was right: the attempt was no failure, and those on this account before it are forgotten. */
export async function forgiveSignIn({ email, address }: Attempted) {
  await giveBack(webPool(), limits.signInAddress, address)
  await forgiveDelayed(webPool(), limits.signIn, email)
}

/** Whether one more way back into this account may be asked for. Throws 429 for an address that asks for too many. */
export async function admitReset({ email, address }: Attempted): Promise<boolean> {
  await hold(webPool(), limits.resetAddress, address)
  const { allowed } = await consume(webPool(), limits.reset, email)
  return allowed
}

/** Counts somebody who sets out for an identity provider; throws 429 for an address from which too many did not arrive. */
export const admitSignOn = (address: string) => hold(webPool(), limits.signOnAddress, address)

/** They arrived: setting out was no failure. */
export const forgiveSignOn = (address: string) => giveBack(webPool(), limits.signOnAddress, address)
/** Throws 429 for a person who asks for too many changes of their address. */
export const admitEmailChange = (personId: string) => hold(webPool(), limits.emailChange, personId)

/** Throws 429 for an address that sets up too often. */
export const admitSetUp = (address: string) => hold(webPool(), limits.setupAddress, address)

/** Throws 429 for an address that opens secret links too often. */
export const admitLink = (address: string) => hold(webPool(), limits.linkAddress, address)

/** Throws 429 for an address that tries links which are none too often. */
export const admitGuess = (address: string) => hold(webPool(), limits.unknownLinkAddress, address)
