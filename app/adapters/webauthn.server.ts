import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server"
import { env } from "~/platform/env.server"
import { log } from "~/platform/log.server"

/*
 * Passkeys by @simplewebauthn/server (WebAuthn Level 3): discoverable, the person verified by the device, no attestation. They
 * belong to one name: the host of APP_URL, else localhost, since an IP address can have none.
 */

/** The library, read when the first passkey is asked for: a start does not wait for its certificates' formats. */
const library = () => import("@simplewebauthn/server")

const rpID = () => new URL(env.publicUrl).hostname
const origins = () => env.origins.filter((origin) => new URL(origin).hostname === rpID())

/** The origin under which passkeys work. */
export const passkeyOrigin = (): string => env.publicUrl

/** Whether a page of this origin can ask for passkeys. */
export const passkeysWorkAt = (origin: string): boolean => origins().includes(origin)

/** A passkey as far as a browser must know it to be asked for. */
export type KnownPasskey = { credentialId: string; transports: string[] }

const described = (known: readonly KnownPasskey[]) =>
  known.map(({ credentialId, transports }) => ({ id: credentialId, transports }))

/** Who a new passkey is for: the id that it gives back, and what the device shows. */
export type PasskeyOwner = { personId: string; email: string; name: string }

/** What the browser is told to make a passkey, with its challenge; those that are known already are not made again. */
export const creationOptions = async ({ personId, email, name }: PasskeyOwner, known: readonly KnownPasskey[]) =>
  (await library()).generateRegistrationOptions({
    ...{ rpName: "Signoff", rpID: rpID(), userName: email, userDisplayName: name },
    userID: new TextEncoder().encode(personId),
    excludeCredentials: described(known),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  })

/** What the browser is told to ask for a passkey, with its challenge: any of this site's, or one of those given. */
export const requestOptions = async (known: readonly KnownPasskey[]) =>
  (await library()).generateAuthenticationOptions({
    rpID: rpID(),
    userVerification: "required",
    allowCredentials: described(known),
  })

/** A passkey that was made: what is kept of it. */
export type MadePasskey = {
  credentialId: string
  publicKey: Uint8Array
  counter: number
  transports: string[]
  isBackedUp: boolean
}

/** The passkey in a browser's answer to a challenge; null when the answer is not what was asked for. */
export async function readCreation(answer: string, challenge: string): Promise<MadePasskey | null> {
  const verified = await settled((await library()).verifyRegistrationResponse, {
    response: readAnswer<RegistrationResponseJSON>(answer),
    ...{ expectedChallenge: challenge, expectedOrigin: origins(), expectedRPID: rpID(), requireUserVerification: true },
  })
  if (!verified?.verified) return null
  const { credential, credentialBackedUp } = verified.registrationInfo
  const { id, publicKey, counter, transports = [] } = credential
  return { credentialId: id, publicKey, counter, transports, isBackedUp: credentialBackedUp }
}

/** A passkey as it is kept. */
export type KeptPasskey = KnownPasskey & { publicKey: Uint8Array; counter: number }

/** Whether the answer is the passkey's; `copied` where all is right but for the counter, which did not go up (WebAuthn Level 3, 6.1.1). */
export type Assertion = { ok: true; counter: number } | { ok: false; copied: boolean }

/** Reads a browser's answer to a challenge by a passkey that is known. */
export async function readAssertion(answer: string, challenge: string, kept: KeptPasskey): Promise<Assertion> {
  const verified = await settled((await library()).verifyAuthenticationResponse, {
    response: readAnswer<AuthenticationResponseJSON>(answer),
    ...{ expectedChallenge: challenge, expectedOrigin: origins(), expectedRPID: rpID(), requireUserVerification: true },
    credential: { id: kept.credentialId, publicKey: new Uint8Array(kept.publicKey), counter: 0 },
  })
  if (!verified?.verified) return { ok: false, copied: false }
  const counter = verified.authenticationInfo.newCounter
  const counts = counter > 0 || kept.counter > 0
  return counts && counter <= kept.counter ? { ok: false, copied: true } : { ok: true, counter }
}

/** What an answer was verified to say; null where the library refuses it, whose reason (such as another origin) is logged. */
async function settled<Given, Said>(verify: (given: Given) => Promise<Said>, given: Given): Promise<Said | null> {
  try {
    return await verify(given)
  } catch (error) {
    log.info({ error }, "a passkey's answer was refused")
    return null
  }
}

/** A browser's answer in its form, an empty one for what is none: the library finds in it what is missing. */
function readAnswer<Answer>(text: string): Answer {
  try {
    return (JSON.parse(text) ?? {}) as Answer
  } catch {
    return {} as Answer
  }
}

/** The id of the passkey in a browser's answer, before anything of it is believed; null for no such answer. */
export function credentialIdIn(answer: string): string | null {
  const { id } = readAnswer<{ id?: unknown }>(answer)
  return typeof id === "string" && id.length <= 2_000 ? id : null
}
