import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import { anIssuer, type TestIssuer, throughIssuer } from "../../tests/support/issuer"
import { checkIssuer, leadToIssuer, readAnswer } from "./openid.server"

const redirectUri = "http://localhost:3000/login/sso/northlight/callback"
const clientSecret = "a secret that is long enough for a test"

describe("an identity provider", () => {
  let own: TestIssuer
  const client = () => ({ issuer: own.issuer, clientId: "signoff", clientSecret })
  const begin = async () => {
    const led = await leadToIssuer(client(), redirectUri)
    if (!led.ok) throw new Error(led.sentence)
    return led
  }

  beforeAll(async () => {
    own = await anIssuer([
      { clientId: "signoff", clientSecret, redirectUri },
      { clientId: "other", clientSecret, redirectUri },
    ])
  })
  beforeEach(() => {
    own.now.misbehaviour = null
    own.now.colleague = {
      sub: "n-1",
      email: "Nora@Northlight.example",
      email_verified: true,
      name: "Nora",
      groups: ["staff"],
    }
  })

  it("says who somebody is: subject, vouched-for address, name, groups", async () => {
    const { address, ceremony } = await begin()
    const back = await throughIssuer(address)
    expect(await readAnswer(client(), back, ceremony, "groups")).toEqual({
      ok: true,
      person: {
        ...{ subject: "n-1", email: "nora@northlight.example", name: "Nora", groups: ["staff"] },
        ...{ hasShownFactor: false, provedAt: null },
      },
    })
  })

  it("asks by PKCE with S256, with a state and a nonce of their own each time", async () => {
    const [one, other] = [await begin(), await begin()]
    const asked = new URL(one.address).searchParams
    expect(asked.get("code_challenge_method")).toBe("S256")
    expect([asked.get("state"), asked.get("nonce")]).toEqual([one.ceremony.state, one.ceremony.nonce])
    expect(new Set([...Object.values(one.ceremony), ...Object.values(other.ceremony)]).size).toBe(6)
  })

  it("vouches for no address that it did not verify, and says when a second factor was shown", async () => {
    own.now.colleague = { sub: "n-2", email: "nora@northlight.example", email_verified: false, amr: ["pwd", "otp"] }
    const { address, ceremony } = await begin()
    const read = await readAnswer(client(), await throughIssuer(address), ceremony, "groups")
    expect(read).toMatchObject({ ok: true, person: { subject: "n-2", email: null, hasShownFactor: true } })
  })

  it.each([
    ["another state", (back: URL) => back.searchParams.set("state", "x")],
    ["a made-up code", (back: URL) => back.searchParams.set("code", "x".repeat(43))],
    ["the name of another issuer", (back: URL) => back.searchParams.set("iss", "https://evil.example")],
    ["a refusal", (back: URL) => back.searchParams.set("error", "access_denied")],
  ])("is not believed with %s", async (_, alter) => {
    const { address, ceremony } = await begin()
    const back = new URL(await throughIssuer(address))
    alter(back)
    expect(await readAnswer(client(), back.href, ceremony, "groups")).toMatchObject({ ok: false })
  })

  it("is not believed with another nonce, nor with another verifier", async () => {
    const { address, ceremony } = await begin()
    const back = await throughIssuer(address, (asked) => asked.set("nonce", "n-of-somebody-else"))
    expect(await readAnswer(client(), back, ceremony, "groups")).toMatchObject({ ok: false })
    const again = await begin()
    const other = { ...again.ceremony, verifier: ceremony.verifier }
    expect(await readAnswer(client(), await throughIssuer(again.address), other, "groups")).toMatchObject({ ok: false })
  })

  it("is not believed twice by one code", async () => {
    const { address, ceremony } = await begin()
    const back = await throughIssuer(address)
    expect(await readAnswer(client(), back, ceremony, "groups")).toMatchObject({ ok: true })
    expect(await readAnswer(client(), back, ceremony, "groups")).toMatchObject({ ok: false })
  })

  it("is not believed with a token made for another program, nor with one that nobody signed", async () => {
    const { address, ceremony } = await begin()
    const back = await throughIssuer(address)
    own.now.misbehaviour = { idToken: await tokenFor(own, "other", ceremony.nonce) }
    expect(await readAnswer(client(), back, ceremony, "groups")).toMatchObject({ ok: false })
    own.now.misbehaviour = { idToken: unsigned(own.now.misbehaviour.idToken, "signoff") }
    expect(await readAnswer(client(), back, ceremony, "groups")).toMatchObject({ ok: false })
  })

  it.each([
    ["nonsense" as const, /no description/],
    ["endless" as const, /too long/],
  ])("that answers with %s is told in plain words", async (misbehaviour, words) => {
    own.now.misbehaviour = misbehaviour
    expect(await checkIssuer(client())).toMatchObject({ ok: false, sentence: expect.stringMatching(words) })
  })

  it("is checked: it works, or the sentence says what is wrong", async () => {
    expect(await checkIssuer(client())).toEqual({ ok: true, authorization: new URL(own.issuer).host })
    expect(await checkIssuer({ ...client(), issuer: `${own.issuer}/elsewhere` })).toMatchObject({ ok: false })
    const nobody = { ...client(), issuer: "http://127.0.0.1:1" }
    expect(await checkIssuer(nobody)).toEqual({ ok: false, sentence: "The identity provider cannot be reached." })
  })

  it.each([
    ["http://login.example.com", /https/],
    ["https://10.0.0.1", /private/],
    ["https://[::ffff:169.254.169.254]", /private/],
    ["https://[fd00::1]", /private/],
    ["https://1.1.1.1:8443", /port/],
    ["https://user:word@login.example.com", /none that can be asked/],
    ["https://no-such-host.invalid", /no such host/],
  ])("at %s is not asked", async (issuer, words) => {
    expect(await checkIssuer({ ...client(), issuer })).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(words),
    })
  })
})

async function tokenFor({ issuer }: TestIssuer, clientId: string, nonce: string): Promise<string> {
  const verifier = "a-verifier-of-enough-letters-to-be-taken-for-one-in-a-test"
  const challenge = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(verifier))).toString("base64url")
  const asked = new URLSearchParams({
    ...{ client_id: clientId, redirect_uri: redirectUri, response_type: "code", scope: "openid", state: "s", nonce },
    ...{ code_challenge: challenge, code_challenge_method: "S256" },
  })
  const back = new URL(await throughIssuer(`${issuer}/auth?${asked}`))
  const answer = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString("base64")}`,
    },
    body: new URLSearchParams({
      ...{ grant_type: "authorization_code", code: back.searchParams.get("code")!, redirect_uri: redirectUri },
      code_verifier: verifier,
    }),
  })
  const { id_token: token } = (await answer.json()) as { id_token?: string }
  if (!token) throw new Error("The issuer gave no token")
  return token
}

/** The token as somebody without the issuer's key would write it. */
function unsigned(token: string, audience: string): string {
  const [, body = ""] = token.split(".")
  const claims = { ...JSON.parse(Buffer.from(body, "base64url").toString()), aud: audience }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  return `${part({ alg: "none" })}.${part(claims)}.`
}
