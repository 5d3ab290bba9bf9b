import { expect, test } from "vitest"
import { describeError, makeLog, noteRequest, redact, requestScope } from "./log.server"

function written(write: (log: ReturnType<typeof makeLog>) => void): Record<string, unknown> & { line: string } {
  const lines: string[] = []
  write(makeLog("info", { write: (text: string) => lines.push(text) }))
  const line = lines.join("")
  return { ...(JSON.parse(line) as Record<string, unknown>), line }
}

test("a line carries timestamp, level, message and the request it was written for", () => {
  const entry = requestScope.run({ requestId: "r-1" }, () => {
    noteRequest({ organizationId: "o-1", personId: "p-1" })
    return written((log) => log.info({ duration: 12.5 }, "request"))
  })
  expect(entry).toMatchObject({
    level: "info",
    message: "request",
    requestId: "r-1",
    organizationId: "o-1",
    personId: "p-1",
    duration: 12.5,
  })
  expect(entry.timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
})

test.each([
  ["/p/Jx0aYc7mT2uW4q_-aaaaaaaaaaaaaaaaaaaaaaaaaaa", "/p/…"],
  ["/i/Jx0aYc7mT2uW4q_-aaa.data", "/i/….data"],
  ["/reset/Jx0aYc7mT2uW4q_-aaa?x=1", "/reset/…?x=1"],
  ["/webhooks/stripe/Jx0aYc7mT2uW", "/webhooks/stripe/…"],
  ["/anything/Jx0aYc7mT2uW4q_-Jx0aYc7mT2uW4q_-Jx0aYc7mT2uW4q_-", "/anything/…"],
  ["key sk_live_51Habc failed", "key sk_[redacted] failed"],
  ["whsec_abcdef", "whsec_[redacted]"],
  ["SG.abc.def-ghi", "SG.[redacted]"],
  ["signoff_live_abcd1234_Jx0aYc7mT2uW4q_-Jx0aYc7mT2uW4q_-Jx0aYc7mT2uW4q_", "signoff_live_[redacted]"],
  [
    "otpauth://totp/Signoff?secret=JBSWY3DPEHPK3PXP&issuer=Signoff",
    "otpauth://totp/Signoff?secret=[redacted]&issuer=Signoff",
  ],
  ["/login/x/callback?code=abc&state=def", "/login/x/callback?code=[redacted]&state=[redacted]"],
  ["Authorization: Bearer abc.def", "Authorization: Bearer [redacted]"],
  ["postgres://web:pass@db:5432/x", "postgres://[redacted]@db:5432/x"],
])("%s is logged as %s", (text, shown) => {
  expect(redact(text)).toBe(shown)
})

test("ids in addresses stay readable", () => {
  const path = "/invoices/01980f3a-7c55-7c3e-9d0e-0d6b1f1f2a3b/send"
  expect(redact(path)).toBe(path)
})

test("headers that carry secrets are not written, however deep, and the line stays JSON", () => {
  const headers = {
    authorization: "Basic dTpw",
    cookie: 'signoff="abc"; theme=dark',
    "set-cookie": ["a=b", "c=d"],
    accept: "text/html",
  }
  const { line, req } = written((log) => log.info({ req: { headers } }, "seen"))
  expect(line).not.toMatch(/dTpw|signoff=|a=b/)
  expect(req).toEqual({
    headers: { authorization: "[redacted]", cookie: "[redacted]", "set-cookie": "[redacted]", accept: "text/html" },
  })
})

test("an error is written with its causes and its code, without a query's parameters", () => {
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", detail: "(email)=(ida@example.com)" })
  const error = new Error("Failed query: insert into people\nparams: ida@example.com,secret", { cause })
  const { line } = written((log) => log.error({ error }, "a request failed"))
  expect(line).not.toContain("ida@example.com")
  expect(describeError(error)).toMatchObject({
    type: "Error",
    message: "Failed query: insert into people",
    cause: { code: "23505" },
  })
})
