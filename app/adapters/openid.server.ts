import * as openid from "openid-client"
import { type Claims, groupsIn, type ProvidedPerson, saysFactor } from "~/openid/claims"
import { isEmail, normalizeEmail, normalizeText } from "~/platform/language/text"
import { once } from "~/platform/once.server"
import { sha256 } from "~/platform/security/crypto.server"
import {
  askOutside,
  isLoopbackUrl,
  OutgoingProblem,
  type OutgoingTrouble,
  outgoingBounds,
  outgoingPolicy,
} from "~/platform/security/outgoing.server"

/** An issuer as an organization registered this program there; without a secret the program is a public client (RFC 6749 2.1). */
export type Issuer = { issuer: string; clientId: string; clientSecret: string | null }

/**
 * What is kept between the way to the issuer and the way back; state, nonce and verifier are secret. `freshWithin` is how many seconds
 * ago at most the issuer must have asked who it is, where that was demanded.
 */
export type Ceremony = { state: string; nonce: string; verifier: string; freshWithin?: number }

/** What did not work, in a sentence for the page. */
export type Problem = { ok: false; sentence: string }

const seconds = outgoingBounds.milliseconds / 1_000

const troubles: Record<OutgoingTrouble, string> = {
  address: "The issuer's address is none that can be asked.",
  insecure: "The issuer's address must begin with https://.",
  port: "The issuer must answer on the usual port of https, 443, unless whoever runs this installation allows others.",
  "unknown-host": "There is no such host: look for a mistake in the issuer's address.",
  private: "The issuer stands at a private address, which whoever runs this installation has not allowed.",
  slow: `The identity provider did not answer within ${seconds} seconds.`,
  "too-long": "The identity provider's answer is too long to be one.",
  certificate: "The identity provider's certificate is not valid.",
  unreachable: "The identity provider cannot be reached.",
}

/** Every request of the library goes this way, so that no address in an issuer's own description leads elsewhere. */
const ask: openid.CustomFetch = (url, { method, headers, body, signal }) =>
  askOutside(url, { method, headers, body, signal })

async function describe({ issuer, clientId, clientSecret }: Issuer): Promise<openid.Configuration> {
  const url = new URL(issuer)
  const execute =
    url.protocol === "http:" && outgoingPolicy().allowsLoopback && isLoopbackUrl(url)
      ? [openid.allowInsecureRequests]
      : []
  const found = await openid.discovery(url, clientId, undefined, openid.None(), {
    [openid.customFetch]: ask,
    timeout: seconds,
    execute,
  })
  const server = found.serverMetadata()
  if (new URL(server.issuer).href !== url.href) throw new OtherIssuer(server.issuer)
  const configuration = new openid.Configuration(server, clientId, undefined, authentication(server, clientSecret))
  configuration[openid.customFetch] = ask
  configuration.timeout = seconds
  for (const apply of [...execute, openid.enableNonRepudiationChecks]) apply(configuration)
  return configuration
}

/** How the client shows its secret: in the header unless the issuer takes it in the form only (RFC 6749 2.3.1). */
function authentication(server: openid.ServerMetadata, secret: string | null): openid.ClientAuth {
  if (secret === null) return openid.None()
  const taken = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
  return taken.includes("client_secret_basic") ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret)
}

/** A description that speaks for somebody else, such as one for every tenant of a large provider. */
class OtherIssuer extends Error {
  constructor(readonly issuer: string) {
    super("another issuer")
  }
}

const keptFor = 5 * 60_000
type Kept = { configuration: openid.Configuration; until: number }

/** The issuer's description, read again after five minutes. */
async function configurationOf(issuer: Issuer): Promise<openid.Configuration> {
  const known = once("openid issuers", () => new Map<string, Kept>())
  const key = sha256(JSON.stringify(issuer)).toString("base64url")
  const kept = known.get(key)
  if (kept && kept.until > Date.now()) return kept.configuration
  const configuration = await describe(issuer)
  if (known.size >= 500) known.clear()
  known.set(key, { configuration, until: Date.now() + keptFor })
  return configuration
}

/** Whether an issuer describes itself as one by which people can sign in here; reads its description and its keys anew. */
export async function checkIssuer(issuer: Issuer): Promise<{ ok: true; authorization: string } | Problem> {
  return plainly(async () => {
    const server = (await describe(issuer)).serverMetadata()
    const missing = lackOf(server)
    if (missing) return { ok: false, sentence: missing }
    const keys = await ask(server.jwks_uri!, { method: "GET", headers: {}, body: undefined, redirect: "manual" })
    const set = keys.ok ? ((await keys.json().catch(() => null)) as { keys?: unknown } | null) : null
    if (!Array.isArray(set?.keys) || set.keys.length === 0)
      return { ok: false, sentence: "The identity provider shows no keys to check its word by." }
    return { ok: true, authorization: new URL(server.authorization_endpoint!).host }
  })
}

function lackOf(server: openid.ServerMetadata): string | null {
  if (!server.authorization_endpoint || !server.token_endpoint || !server.jwks_uri)
    return "The identity provider's description names no place to sign in, no place for tokens, or no keys."
  if (server.response_types_supported && !server.response_types_supported.includes("code"))
    return "The identity provider does not offer the authorization code flow."
  if (server.code_challenge_methods_supported && !server.code_challenge_methods_supported.includes("S256"))
    return "The identity provider does not offer PKCE with S256."
  return isLeadingThere(server.authorization_endpoint)
    ? null
    : "The identity provider's page for signing in is not served over https."
}

function isLeadingThere(address: string) {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return (
    url.protocol === "https:" || (url.protocol === "http:" && outgoingPolicy().allowsLoopback && isLoopbackUrl(url))
  )
}

/**
 * The issuer's page for signing in, with what must come back with its answer: a code by PKCE (RFC 7636, S256), state and nonce. With
 * `freshWithin` (seconds) the issuer is to ask anew who it is, whomever it knows already (OpenID Connect Core 3.1.2.1).
 */
export async function leadToIssuer(
  issuer: Issuer,
  redirectUri: string,
  freshWithin: number | null = null,
): Promise<{ ok: true; address: string; ceremony: Ceremony } | Problem> {
  return plainly(async () => {
    const configuration = await configurationOf(issuer)
    const server = configuration.serverMetadata()
    const missing = lackOf(server)
    if (missing) return { ok: false, sentence: missing }
    const ceremony = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
      ...(freshWithin === null ? {} : { freshWithin }),
    }
    const address = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: ["openid", "email", "profile", ...(server.scopes_supported?.includes("groups") ? ["groups"] : [])].join(
        " ",
      ),
      code_challenge: await openid.calculatePKCECodeChallenge(ceremony.verifier),
      code_challenge_method: "S256",
      state: ceremony.state,
      nonce: ceremony.nonce,
      ...(freshWithin === null ? {} : { prompt: "login", max_age: "0" }),
    })
    return { ok: true, address: address.href, ceremony }
  })
}

/**
 * Turns the issuer's answer into who somebody is. The library checks state, issuer, signature, audience, expiry and nonce (OpenID
 * Connect Core 3.1.3.7); an address counts only when the issuer vouches for it.
 */
export async function readAnswer(
  issuer: Issuer,
  answer: string,
  { state, nonce, verifier, freshWithin }: Ceremony,
  groupsClaim: string,
): Promise<{ ok: true; person: ProvidedPerson } | Problem> {
  return plainly(async () => {
    const configuration = await configurationOf(issuer)
    const tokens = await openid.authorizationCodeGrant(configuration, new URL(answer), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
      ...(freshWithin === undefined ? {} : { maxAge: freshWithin }),
    })
    const said = tokens.claims()!
    const more = await moreAbout(configuration, tokens.access_token, said, groupsClaim)
    return { ok: true, person: personIn({ ...more, ...said }, groupsClaim) }
  })
}

/** What the token leaves out and the issuer tells when asked (OpenID Connect Core 5.3). */
async function moreAbout(
  configuration: openid.Configuration,
  token: string,
  said: openid.IDToken,
  groupsClaim: string,
) {
  const isEnough = said.email !== undefined && said.name !== undefined && groupsIn(said, groupsClaim).length > 0
  if (isEnough || !configuration.serverMetadata().userinfo_endpoint) return {}
  return openid.fetchUserInfo(configuration, token, said.sub)
}

function personIn(claims: Claims & { sub: string }, groupsClaim: string): ProvidedPerson {
  const email =
    typeof claims.email === "string" && claims.email_verified === true ? normalizeText(claims.email).trim() : ""
  const name = typeof claims.name === "string" ? normalizeText(claims.name).trim().slice(0, 120) : ""
  return {
    subject: claims.sub,
    email: email.length <= 254 && isEmail(email) ? normalizeEmail(email) : null,
    name: name || null,
    groups: groupsIn(claims, groupsClaim),
    hasShownFactor: saysFactor(claims),
    provedAt: typeof claims.auth_time === "number" ? new Date(claims.auth_time * 1_000) : null,
  }
}

async function plainly<R>(work: () => Promise<R | Problem>): Promise<R | Problem> {
  try {
    return await work()
  } catch (error) {
    return { ok: false, sentence: sentenceOf(error) }
  }
}

/** Every cause of an error, itself first. */
function* causes(error: unknown): Generator<unknown> {
  for (let cause = error, depth = 0; cause !== undefined && cause !== null && depth < 8; depth++) {
    yield cause
    cause = (cause as { cause?: unknown }).cause
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof OtherIssuer)
    return `The description there is of another issuer, ${error.issuer.slice(0, 200)}: enter the issuer exactly as it calls itself.`
  if (error instanceof openid.AuthorizationResponseError) return refusalOf(error.error)
  if (error instanceof openid.ResponseBodyError) return `The identity provider refused (${error.error.slice(0, 60)}).`
  for (const cause of causes(error)) {
    if (cause instanceof OutgoingProblem) return troubles[cause.trouble]
    const { code } = cause as { code?: unknown }
    if (typeof code === "string" && Object.hasOwn(answers, code)) return answers[code]!
  }
  return "The identity provider's answer is not understood."
}

const refusalOf = (error: string) =>
  error === "access_denied"
    ? "The identity provider did not let you in, or you turned back there."
    : `The identity provider refused (${error.slice(0, 60)}).`

const untrue = "The identity provider's answer does not belong to this signing in."
const answers: Record<string, string> = {
  OAUTH_HTTP_REQUEST_FORBIDDEN: troubles.insecure,
  OAUTH_RESPONSE_IS_NOT_CONFORM: "There is no description of an identity provider at this address.",
  OAUTH_RESPONSE_IS_NOT_JSON: "There is no description of an identity provider at this address.",
  OAUTH_PARSE_ERROR: "The identity provider's answer is not understood.",
  OAUTH_INVALID_RESPONSE: untrue,
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: untrue,
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: "The identity provider's answer is too old, or its clock is wrong.",
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED:
    "The issuer calls itself otherwise: enter it exactly as it does, down to the last stroke.",
  OAUTH_TIMEOUT: troubles.slow,
}
