import { z } from "zod"
import { type Role, roles } from "~/organizations/role"
import { checkbox, id, line, optionalId, optionalText, text, version } from "~/platform/language/fields.server"
import { type Id, isId } from "~/platform/language/ids"

/** A role that can be given by a provider: every built-in one but owner, or one of the organization's own by its id. */
export type RoleChoice = Exclude<Role, "owner"> | Id<"own_roles">

const isGiven = (value: string) => value !== "owner" && ((roles as readonly string[]).includes(value) || isId(value))
const roleChoice = () =>
  z.preprocess(
    (given) => given ?? "",
    z
      .string()
      .refine(isGiven, "Choose a role from the list")
      .transform((value) => value as RoleChoice),
  )
const optionalRoleChoice = () =>
  z.preprocess((given) => (given === "" || given === undefined ? null : given), roleChoice().nullable()).prefault(null)

/** An issuer as it calls itself; whoever copied the address of its description means the issuer. */
const issuer = () =>
  z.preprocess(
    (given) =>
      typeof given === "string" ? given.trim().replace(/\/?\.well-known\/openid-configuration\/?$/, "") : (given ?? ""),
    z
      .string()
      .refine((value) => value !== "", { error: "Enter the issuer's address", abort: true })
      .refine((value) => value.length <= 300 && isIssuer(value), "Enter an address like https://login.example.com"),
  )

/** OpenID Connect Core 2: scheme, host, and optionally port and path; no query and no fragment. */
function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, search, hash, username, password } = new URL(value)
  return ["https:", "http:"].includes(protocol) && search + hash + username + password === "" && !value.includes("?")
}

const key = () =>
  z.preprocess(
    (given) => (typeof given === "string" ? given.trim().toLowerCase() : (given ?? "")),
    z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]$/, "Use 3 to 40 letters, figures and dashes, as in northlight"),
  )

/** Groups with their roles; empty rows are left out. */
const groups = z
  .array(z.object({ group: optionalText(200), role: roleChoice().default("member") }))
  .max(100, "Keep at most a hundred groups")
  .default([])
  .transform((rows) => rows.flatMap(({ group, role }) => (group === null ? [] : [{ group, role }])))
  .refine((rows) => new Set(rows.map(({ group }) => group)).size === rows.length, "Name each group once")

const provider = {
  name: line("Enter a name that your people know it by", 80),
  key: key(),
  issuer: issuer(),
  clientId: text("Enter the client ID that the identity provider gave you", 300),
  /** Kept sealed and never shown again; left empty, the one that is kept stays. */
  clientSecret: optionalText(1_000),
  groupsClaim: text("Enter the name of the claim", 200).default("groups"),
  role: optionalRoleChoice(),
  teamId: optionalId("teams"),
  isEnabled: checkbox(),
  countsFactor: checkbox(),
  groups,
}

/** A new identity provider; without a secret only if it gives none, as to a public client (RFC 6749 2.1). */
export const CreateIdentityProviderInput = z
  .object({ ...provider, isPublic: checkbox() })
  .refine(({ clientSecret, isPublic }) => isPublic || clientSecret !== null, {
    path: ["clientSecret"],
    message: "Enter the client secret, or say that there is none",
  })

/** What the page of an identity provider sends. */
export const EditIdentityProviderForm = z.object({ version: version(), ...provider })

/** A changed identity provider, as it was read at `version`. */
export const EditIdentityProviderInput = EditIdentityProviderForm.extend({ providerId: id("identity_providers") })

/** The identity provider that is meant. */
export const IdentityProviderInput = z.object({ providerId: id("identity_providers") })

const secret = () => z.string().max(200)
const address = () => z.string().max(8_000)

/** Somebody sets out for a provider; `redirectUri` is where its answer comes back to, `isFresh` demands that it asks anew who it is. */
export const StartSignOnInput = IdentityProviderInput.extend({
  redirectUri: address(),
  returnTo: z.string().max(2_000).default("/"),
  isFresh: z.boolean().default(false),
})

/** The provider's answer as the address it came to; `token` is the browser's half, `previous` the session that it had until now. */
export const CompleteSignOnInput = IdentityProviderInput.extend({
  answer: address(),
  token: secret().nullable(),
  previous: secret().nullish().default(null),
})

/** A member as an identity provider knows them. */
export const SubjectInput = IdentityProviderInput.extend({ memberId: id("people") })

/** The person to be told that a provider signs them in. */
export const MailSignOnInput = IdentityProviderInput.extend({ memberId: id("people") })

/** What the page asks for that finds an organization's way in. */
export const FindSignOnForm = z.object({
  key: text("Enter your organization's key", 60).transform((t) => t.toLowerCase()),
})
