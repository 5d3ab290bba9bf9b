import { createHmac } from "node:crypto"

/** What the stand-ins share with the adapters that point at them: where they answer, and the keys both derive. */
export type SandboxAccount = {
  origin: string
  stripeKey: string
  stripeWebhookSecret: string
  sendgridKey: string
  openaiKey: string
}

/** The settings the account follows from. */
export type SandboxSettings = { SECRET_KEY: string; SANDBOX_PORT: number }

/** The sandbox's one account, the same in every process that has the same SECRET_KEY; it is reached over loopback. */
export function sandboxAccount({ SECRET_KEY, SANDBOX_PORT }: SandboxSettings): SandboxAccount {
  const master = SECRET_KEY.split(",")[0]!.trim()
  const derive = (purpose: string) =>
    createHmac("sha256", master).update(`sandbox ${purpose}`).digest("hex").slice(0, 40)
  return {
    origin: `http://127.0.0.1:${SANDBOX_PORT}`,
    stripeKey: `sk_test_sandbox${derive("stripe")}`,
    stripeWebhookSecret: `whsec_${derive("stripe webhook")}`,
    sendgridKey: `SG.sandbox.${derive("sendgrid")}`,
    openaiKey: `sk-sandbox-${derive("openai")}`,
  }
}
