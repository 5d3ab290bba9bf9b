import fc from "fast-check"
import { expect, test } from "vitest"
import { safePath } from "./safe-path"

test.each([
  "/",
  "/leads",
  "/leads/1?stage=new&x=%2F",
  "/invoices/2#lines",
  "/a/../b?x=//evil.com",
  "/ü?q=ß",
  "/?returnTo=https://evil.com",
])("%s stays on this site", (path) => {
  expect(safePath(path)).toMatch(/^\/(?!\/)/)
  expect(safePath(path)).not.toBe(path === "/" ? "" : "/")
})

test.each([
  "//evil.com",
  "/\\evil.com",
  "\\\\evil.com",
  "/..//evil.com",
  "/.//evil.com",
  "/%2e%2e//evil.com",
  "/a/..//evil.com",
  "https://evil.com",
  "javascript:alert(1)",
  "data:text/html,x",
  "evil.com",
  "",
  " /leads",
  "/\t/evil.com",
  "/\n/evil.com",
  "/\u0000",
  "/leads\r\nSet-Cookie: a=b",
  "/\u007f",
  null,
  undefined,
  42,
  ["/leads"],
])("%j leads to the start page", (path) => {
  expect(safePath(path)).toBe("/")
})

test("whatever is given, the browser stays on this origin", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2e",
    "%2f",
    "%5c",
    "@",
    ":",
    "evil.com",
    "javascript:",
    "\t",
    "?",
    "#",
    "a",
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece).map((pieces) => pieces.join("")),
        fc.string(),
      ),
      (path) => {
        expect(new URL(safePath(path), "https://here.example").origin).toBe("https://here.example")
        expect(new URL(safePath(safePath(path)), "https://here.example").pathname).not.toMatch(/^\/\//)
      },
    ),
    { numRuns: 2_000 },
  )
})
