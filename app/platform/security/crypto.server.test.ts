import { beforeEach, expect, test } from "vitest"
import { parseEnv } from "../env.server"
import { replace } from "../once.server"
import { deriveKey, open, sameBytes, sameText, seal, sha256, sign, token, verify } from "./crypto.server"

const OLD = "o".repeat(40)
const NEW = "n".repeat(40)
const useKeys = (keys: string) => replace("env", { ...parseEnv({}), SECRET_KEY: keys })

beforeEach(() => {
  useKeys(OLD)
})

test("a sealed text opens where it was sealed, and never looks the same twice", () => {
  const sealed = seal("link", "org-1", "geheim ✓", "links|token|1")
  expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/)
  expect(open("link", "org-1", sealed, "links|token|1")).toBe("geheim ✓")
  expect(seal("link", "org-1", "geheim ✓", "links|token|1")).not.toBe(sealed)
  expect(open("link", null, seal("link", null, "", ""), "")).toBe("")
})

test.each([
  ["another purpose", ["totp", "org-1", "a"]],
  ["another organization", ["link", "org-2", "a"]],
  ["another place", ["link", "org-1", "b"]],
] as const)("a sealed text does not open for %s", (_, [purpose, organization, place]) => {
  const sealed = seal("link", "org-1", "geheim", "a")
  expect(() => open(purpose, organization, sealed, place)).toThrow()
})

test("a sealed text that was altered anywhere does not open", () => {
  const sealed = seal("link", "org-1", "geheim", "a")
  for (const [index, part] of sealed.split(".").entries()) {
    const parts = sealed.split(".")
    parts[index] = (part.startsWith("A") ? "B" : "A") + part.slice(1)
    expect(() => open("link", "org-1", parts.join("."), "a")).toThrow()
  }
  for (const broken of ["", "v1", `${sealed}.x`, sealed.slice(0, -4), sealed.replace(/\.[^.]+$/, ".AAAA")])
    expect(() => open("link", "org-1", broken, "a")).toThrow()
})

test("after a change of key the old one still opens and verifies while it is listed", () => {
  const sealed = seal("link", "org-1", "geheim", "a")
  const signature = sign("notice", "text")
  useKeys(`${NEW}, ${OLD}`)
  expect(open("link", "org-1", sealed, "a")).toBe("geheim")
  expect(verify("notice", "text", signature)).toBe(true)
  expect(sign("notice", "text")).not.toBe(signature)
  useKeys(NEW)
  expect(() => open("link", "org-1", sealed, "a")).toThrow(
    "a sealed text cannot be opened: its form or its key is unknown",
  )
  expect(verify("notice", "text", signature)).toBe(false)
})

test("a signature holds for its text, purpose and organization alone", () => {
  const signature = sign("unsubscribe", "contact-1", "org-1")
  expect(verify("unsubscribe", "contact-1", signature, "org-1")).toBe(true)
  expect(verify("unsubscribe", "contact-2", signature, "org-1")).toBe(false)
  expect(verify("unsubscribe", "contact-1", signature, "org-2")).toBe(false)
  expect(verify("notice", "contact-1", signature, "org-1")).toBe(false)
  expect(verify("unsubscribe", "contact-1", "", "org-1")).toBe(false)
})

test("keys of two purposes have nothing in common", () => {
  expect(deriveKey("web-role").length).toBe(32)
  expect(deriveKey("web-role").equals(deriveKey("notice"))).toBe(false)
  expect(deriveKey("web-role").equals(deriveKey("web-role", "org-1"))).toBe(false)
})

test("tokens have 256 bits and comparisons take both sides whole", () => {
  expect(token()).toMatch(/^[\w-]{43}$/)
  expect(token()).not.toBe(token())
  expect(sha256("a").toString("hex")).toBe("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")
  expect(sameText("abc", "abc")).toBe(true)
  expect(sameText("abc", "abcd")).toBe(false)
  expect(sameBytes(Buffer.from("a"), Buffer.from("ab"))).toBe(false)
})
