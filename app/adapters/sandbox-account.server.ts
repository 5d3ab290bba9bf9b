import { createECDH, createHmac, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto"

/** What the stand-ins share with the adapters that point at them: where they answer, and the keys both derive. */
export type SandboxAccount = {
  origin: string
  stripeKey: string
  stripeWebhookSecret: string
  sendgridKey: string
  /** Signs what the mail service reports; what it is verified with is `sendgridWebhookKey`. */
  sendgridSigningKey: KeyObject
  sendgridWebhookKey: string
  openaiKey: string
}

/** The settings the account follows from. */
export type SandboxSettings = { SECRET_KEY: string; SANDBOX_PORT: number }

const accounts = new Map<string, SandboxAccount>()

/** The sandbox's one account, the same in every process that has the same SECRET_KEY; it is reached over loopback. */
export function sandboxAccount({ SECRET_KEY, SANDBOX_PORT }: SandboxSettings): SandboxAccount {
  const known = `${SANDBOX_PORT} ${SECRET_KEY}`
  const account = accounts.get(known) ?? derived({ SECRET_KEY, SANDBOX_PORT })
  accounts.set(known, account)
  return account
}

function derived({ SECRET_KEY, SANDBOX_PORT }: SandboxSettings): SandboxAccount {
  const master = SECRET_KEY.split(",")[0]!.trim()
  const derive = (purpose: string) =>
    createHmac("sha256", master).update(`sandbox ${purpose}`).digest("hex").slice(0, 40)
  const sendgridSigningKey = signingKey((turn) => derive(`sendgrid webhook ${turn}`) + derive(`${turn}`).slice(0, 24))
  return {
    origin: `http://127.0.0.1:${SANDBOX_PORT}`,
    stripeKey: `sk_test_sandbox${derive("stripe")}`,
    stripeWebhookSecret: `whsec_${derive("stripe webhook")}`,
    sendgridKey: `SG.sandbox.${derive("sendgrid")}`,
    sendgridSigningKey,
    sendgridWebhookKey: createPublicKey(sendgridSigningKey).export({ format: "der", type: "spki" }).toString("base64"),
    openaiKey: `sk-sandbox-${derive("openai")}`,
  }
}

/** The P-256 key of the first derived number that is one: nearly every 256-bit number is. */
function signingKey(numberOf: (turn: number) => string, turn = 0): KeyObject {
  const pair = createECDH("prime256v1")
  try {
    pair.setPrivateKey(numberOf(turn), "hex")
  } catch {
    return signingKey(numberOf, turn + 1)
  }
  const point = pair.getPublicKey()
  const text = (bytes: Buffer) => bytes.toString("base64url")
  const [x, y, d] = [text(point.subarray(1, 33)), text(point.subarray(33)), text(pair.getPrivateKey())]
  return createPrivateKey({ key: { kty: "EC", crv: "P-256", x, y, d }, format: "jwk" })
}
