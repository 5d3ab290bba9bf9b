/** What an identity provider says of somebody, as it came. */
export type Claims = Record<string, unknown>

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : typeof value === "string" ? value.split(/[\s,]+/) : []).filter(
    (entry): entry is string => typeof entry === "string" && entry !== "",
  )

/** A claim by its name, or by a path of names such as `realm_access.roles`; a name with dots of its own goes first. */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split(".").reduce<unknown>((value, name) => {
    const isRecord = typeof value === "object" && value !== null && Object.hasOwn(value, name)
    return isRecord ? (value as Claims)[name] : undefined
  }, claims)
}

/** The groups somebody belongs to at the provider; at most a thousand. */
export const groupsIn = (claims: Claims, path: string): string[] => listOf(claimAt(claims, path)).slice(0, 1_000)

/**
 * The methods by which somebody showed who they are that count as a second factor (RFC 8176): several factors, a one-time code,
 * a key in hardware or software, a smart card.
 */
const factors = new Set(["mfa", "otp", "hwk", "swk", "sc", "fido"])

/** Whether the provider says that a second factor was shown: by its methods (`amr`), or by the policy named for it (`acr`). */
export function saysFactor({ amr, acr }: Claims): boolean {
  if (listOf(amr).some((method) => factors.has(method))) return true
  return (
    typeof acr === "string" &&
    ["phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"].includes(acr)
  )
}

/** Who somebody is by the word of their organization's identity provider. */
export type ProvidedPerson = {
  /** Never changes and is never given to another (OpenID Connect Core 5.7). */
  subject: string
  /** Null when the provider names none or does not vouch for it. */
  email: string | null
  name: string | null
  groups: string[]
  hasShownFactor: boolean
  /** When the provider asked them last who they are; null when it does not say. */
  provedAt: Date | null
}
