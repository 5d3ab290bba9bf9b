import { expect, test } from "vitest"
import { parseEnv } from "../env.server"
import { contentSecurityPolicy, paymentOrigins, securityHeaders } from "./headers.server"

const DATABASE_URL = "postgres://owner@db/signoff"

test("the policy allows our own scripts and styles and nothing inline", () => {
  const policy = contentSecurityPolicy(parseEnv({ DATABASE_URL }), "abc")
  expect(policy).toContain("script-src 'self' 'nonce-abc';")
  expect(policy).toContain("style-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|\*|ws:/)
})

test.each<[string, Record<string, string>, string[]]>([
  ["the demo: the sandbox under each name a policy can write", {}, ["http://localhost:3001", "http://127.0.0.1:3001"]],
  [
    "the demo under a name of its own",
    { APP_URL: "http://demo.lan:8080", SANDBOX_PORT: "9000" },
    ["http://demo.lan:9000"],
  ],
  ["a Stripe key", { DATABASE_URL, STRIPE_SECRET_KEY: "sk_live_1" }, ["https://checkout.stripe.com"]],
  ["neither", { DATABASE_URL }, []],
])("forms may lead to the payment page of %s", (_, settings, origins) => {
  expect(paymentOrigins(parseEnv(settings))).toEqual(origins)
  expect(contentSecurityPolicy(parseEnv(settings), "n")).toContain(["form-action 'self'", ...origins].join(" "))
})

test("https is kept to where it is served", () => {
  const secure = parseEnv({ DATABASE_URL, APP_URL: "https://work.example.com" })
  expect(securityHeaders(secure)("n")["Strict-Transport-Security"]).toBe("max-age=63072000; includeSubDomains")
  expect(contentSecurityPolicy(secure, "n")).toContain("upgrade-insecure-requests")
  expect(securityHeaders(parseEnv({}))("n")).not.toHaveProperty("Strict-Transport-Security")
})

test("development lets Vite put in styles and open its socket, but no script", () => {
  const policy = contentSecurityPolicy(parseEnv({ NODE_ENV: "development" }), "n")
  expect(policy).toContain("style-src 'self' 'unsafe-inline'")
  expect(policy).toContain("connect-src 'self' ws:")
  expect(policy).toContain("script-src 'self' 'nonce-n';")
})
