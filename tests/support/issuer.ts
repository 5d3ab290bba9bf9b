import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { atEndOfFile } from "./end-of-file"

/** Whom the issuer signs in: the one who stands before it now. */
export type Colleague = {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  groups?: string[]
  amr?: string[]
  /** When the issuer asked who it is, in seconds since 1970; just now unless given. */
  askedAt?: number
}

/** A registration at the issuer. */
export type Registration = { clientId: string; clientSecret: string; redirectUri: string }

/** How the issuer misbehaves: it is slow, says nonsense, or hands out a token of its choosing. */
export type Misbehaviour = "slow" | "nonsense" | "endless" | { idToken: string }

const scopes = ["openid", "email", "profile", "groups"]

/** A real OpenID Connect issuer on this machine, which signs in whoever stands before it without asking. */
export type TestIssuer = Awaited<ReturnType<typeof startIssuer>>

/** Starts an issuer on a free port. */
export async function startIssuer(registrations: readonly Registration[]) {
  const server = createServer()
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const now: { colleague: Colleague; misbehaviour: Misbehaviour | null; asked: string[] } = {
    colleague: { sub: "nobody" },
    misbehaviour: null,
    asked: [],
  }
  const provider = await quietly(() => providerAt(issuer, registrations, now))
  const answer = await quietly(() => provider.callback())
  server.on("request", (request, response) => {
    now.asked.push(request.url ?? "")
    if (now.misbehaviour) return misbehave(now.misbehaviour, request, response, answer)
    if (request.url?.startsWith("/here/")) {
      void provider.interactionFinished(request, response, {
        login: { accountId: now.colleague.sub, amr: now.colleague.amr, ts: now.colleague.askedAt, remember: false },
      })
      return
    }
    void answer(request, response)
  })
  return {
    issuer,
    now,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

/** An issuer for the tests of a file, stopped at its end. */
export async function anIssuer(registrations: readonly Registration[]) {
  const started = await startIssuer(registrations)
  atEndOfFile(started.stop)
  return started
}

/** The library says at length that it is only for development here; it is. */
async function quietly<R>(work: () => R): Promise<R> {
  const { warn, info } = console
  console.warn = console.info = () => {}
  try {
    return await work()
  } finally {
    Object.assign(console, { warn, info })
  }
}

async function providerAt(issuer: string, registrations: readonly Registration[], now: { colleague: Colleague }) {
  const { default: Provider } = await quietly(() => import("oidc-provider"))
  const people = new Map<string, Colleague>()
  const provider = new Provider(issuer, {
    clients: registrations.map(({ clientId, clientSecret, redirectUri }) => ({
      ...{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] },
      ...{ grant_types: ["authorization_code"], response_types: ["code"] },
    })),
    scopes,
    claims: {
      ...{ openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/here/${uid}` },
    pkce: { required: () => true },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    cookies: { keys: ["a key of the issuer's own cookies"] },
    findAccount: (_: unknown, accountId: string) => {
      if (now.colleague.sub === accountId) people.set(accountId, now.colleague)
      return { accountId, claims: () => ({ ...people.get(accountId), sub: accountId }) }
    },
    async loadExistingGrant({ oidc }: { oidc: { client: { clientId: string }; session: { accountId: string } } }) {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope(scopes.join(" "))
      await grant.save()
      return grant
    },
  })
  return provider
}

function misbehave(
  how: Misbehaviour,
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) {
  if (how === "slow") return
  if (how === "nonsense") response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Welcome to nginx!</h1>")
  else if (how === "endless")
    response.writeHead(200, { "Content-Type": "application/json" }).end(`"${"x".repeat(200_000)}"`)
  else if (request.url?.startsWith("/token")) {
    const token = { access_token: "a", token_type: "Bearer", expires_in: 60, id_token: how.idToken }
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(token))
  } else answer(request, response)
}

/**
 * Goes the browser's way from the issuer's page to the address it leads back to, which is not asked. `alter` changes what is asked
 * of the issuer first, as somebody in between would.
 */
export async function throughIssuer(
  address: string,
  alter: (asked: URLSearchParams) => void = () => {},
): Promise<string> {
  const cookies = new Map<string, string>()
  const first = new URL(address)
  alter(first.searchParams)
  const { origin } = first
  for (let url = first, step = 0; step < 8; step++) {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }
    const answer = await fetch(url, { redirect: "manual", headers })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get("location")
    if (!location) throw new Error(`The issuer answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
    url = new URL(location, url)
    if (url.origin !== origin) return url.href
  }
  throw new Error("The issuer leads nowhere")
}
