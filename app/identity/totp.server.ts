import { Secret, TOTP } from "otpauth"
import { renderSVG } from "uqr"

const periodSeconds = 30
const secretBytes = 20

/** The generator of an authenticator app: six figures of HMAC-SHA-1 every thirty seconds, which is what every app knows (RFC 6238 4). */
const generatorOf = (secret: string, email = "") =>
  new TOTP({
    ...{ issuer: "Signoff", label: email, secret: Secret.fromBase32(secret) },
    ...{ algorithm: "SHA1", digits: 6, period: periodSeconds },
  })

/** A new secret for an authenticator app: 160 random bits as base32 (RFC 4226 4, R6). */
export const newTotpSecret = (): string => new Secret({ size: secretBytes }).base32

/** The code that an authenticator app shows at a moment. */
export const codeAt = (secret: string, at: Date): string => generatorOf(secret).generate({ timestamp: at.getTime() })

/**
 * The time step whose code this is, in the tolerance of one before and one after now's; null for a wrong code. A step is good
 * once: whoever accepts it keeps it (RFC 6238 5.2).
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = generatorOf(secret).validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 1_000 / periodSeconds) + delta
}

/** What a phone's camera reads to set the app up: the address of the key, drawn as an SVG without styles. */
export const totpPicture = (secret: string, email: string): string =>
  renderSVG(generatorOf(secret, email).toString(), { border: 2 })
