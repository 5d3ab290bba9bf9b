import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto"
import { env } from "../env.server"

/** What one secret was derived for: never is a key of one purpose, or of one organization, good for another. */
type Use = { purpose: string; organizationId: string | null }

const LONGEST_CACHE = 2_000
const derived = new Map<string, Buffer>()

const masters = (): string[] => env.SECRET_KEY.split(",").map((key) => key.trim())

/** Which of the masters sealed a text: the first letters of its digest. */
const keyId = (master: string): string =>
  createHash("sha256").update(`signoff key id ${master}`).digest("hex").slice(0, 8)

function keyFor(master: string, { purpose, organizationId }: Use): Buffer {
  const name = `${keyId(master)}|${purpose}|${organizationId ?? ""}`
  const known = derived.get(name)
  if (known) return known
  const key = Buffer.from(hkdfSync("sha256", master, organizationId ?? "", `signoff/v1/${purpose}`, 32))
  if (derived.size >= LONGEST_CACHE) derived.clear()
  derived.set(name, key)
  return key
}

/** A 32-byte key of its own for a purpose, and for an organization where there is one (HKDF-SHA-256 of the newest SECRET_KEY). */
export function deriveKey(purpose: string, organizationId: string | null = null): Buffer {
  return keyFor(masters()[0]!, { purpose, organizationId })
}

/**
 * Encrypts a text (AES-256-GCM) for one purpose and organization. `aad` names the place it stands in, such as `table|column|row`:
 * moved elsewhere it no longer opens. Answers `v1.<key id>.<iv>.<text>.<tag>`, base64url.
 */
export function seal(purpose: string, organizationId: string | null, plaintext: string, aad: string): string {
  const master = masters()[0]!
  const iv = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", keyFor(master, { purpose, organizationId }), iv)
  cipher.setAAD(Buffer.from(aad))
  const sealed = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()])
  return ["v1", keyId(master), ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".")
}

/** The text that `seal` closed; throws when it was altered, moved, sealed for another use, or under a key that is gone. */
export function open(purpose: string, organizationId: string | null, sealed: string, aad: string): string {
  const [version, kid, iv, text, tag, ...rest] = sealed.split(".")
  const master = masters().find((key) => keyId(key) === kid)
  if (version !== "v1" || !master || !iv || text === undefined || !tag || rest.length > 0) {
    throw new Error("a sealed text cannot be opened: its form or its key is unknown")
  }
  const key = keyFor(master, { purpose, organizationId })
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(Buffer.from(tag, "base64url"))
  return Buffer.concat([decipher.update(Buffer.from(text, "base64url")), decipher.final()]).toString("utf8")
}

const mac = (master: string, use: Use, text: string): Buffer =>
  createHmac("sha256", keyFor(master, use)).update(text).digest()

/** The HMAC-SHA-256 of a text for a purpose, base64url. */
export function sign(purpose: string, text: string, organizationId: string | null = null): string {
  return mac(masters()[0]!, { purpose, organizationId }, text).toString("base64url")
}

/** Whether `signature` is what `sign` made of the text, under any SECRET_KEY still listed. */
export function verify(
  purpose: string,
  text: string,
  signature: string,
  organizationId: string | null = null,
): boolean {
  const given = Buffer.from(signature, "base64url")
  return masters().some((master) => sameBytes(mac(master, { purpose, organizationId }, text), given))
}

/** Which of the keys listed in SECRET_KEY is the newest, by the name that sealed and signed texts carry. */
export const newestKey = (): string => keyId(masters()[0]!)

/** Whether a sealed text is under the newest SECRET_KEY. */
export const isUnderNewestKey = (sealed: string): boolean => sealed.split(".")[1] === newestKey()

/** Like `sign`, with the name of the key before it: `<key id>.<HMAC>`. For what is kept for years. */
export const signForLong = (purpose: string, text: string, organizationId: string | null = null): string =>
  `${newestKey()}.${sign(purpose, text, organizationId)}`

/** Whether `signForLong` made the signature of this very text; `unknown-key` when that cannot be told any more. */
export function checkSigned(
  purpose: string,
  text: string,
  signature: string,
  organizationId: string | null = null,
): "right" | "wrong" | "unknown-key" {
  const [kid, mark = ""] = signature.split(".")
  const master = masters().find((key) => keyId(key) === kid)
  if (!master) return "unknown-key"
  const isRight = sameBytes(mac(master, { purpose, organizationId }, text), Buffer.from(mark, "base64url"))
  return isRight ? "right" : "wrong"
}

/** A new secret for a link, a session or a key: 256 random bits, 43 letters. Only its `sha256` is kept for finding it. */
export const token = (): string => randomBytes(32).toString("base64url")

/** The digest under which a token is kept and found; `.toString("hex")` for a document's hash. */
export const sha256 = (text: string | Uint8Array): Buffer => createHash("sha256").update(text).digest()

/** Whether two byte strings are equal, in a time that does not tell where they differ. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Whether two texts are equal, in a time that tells neither where they differ nor how long they are. */
export const sameText = (one: string, other: string): boolean => timingSafeEqual(sha256(one), sha256(other))
