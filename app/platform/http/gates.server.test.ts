import { describe, expect, test } from "vitest"
import { parseEnv } from "../env.server"
import { type Arrival, refusalOf, servedOrigin } from "./gates.server"

const local = parseEnv({})
const named = parseEnv({ APP_URL: "https://work.example.com" })
const OURS = "http://localhost:3000"
const FORM = "application/x-www-form-urlencoded"

type Extra = Record<string, string | undefined>

const get = (url: string, headers: Extra = {}): Arrival => ({
  method: "GET",
  url,
  headers: { host: "localhost:3000", ...headers },
})
const post = (url: string, headers: Extra = {}, method = "POST"): Arrival => ({
  method,
  url,
  headers: { host: "localhost:3000", origin: OURS, "content-type": FORM, "content-length": "20", ...headers },
})
const statusOf = (arrival: Arrival, env = local) => refusalOf(arrival, env)?.status ?? "let in"

describe("the name it was asked for under", () => {
  test.each(["localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000"])(
    "%s is served without APP_URL",
    (host) => {
      expect(statusOf(get("/", { host }))).toBe("let in")
    },
  )

  test.each([
    "evil.example",
    "localhost",
    "localhost:80",
    "localhost:99999",
    "localhost:x",
    "a@localhost:3000",
    "localhost:3000/x",
    "",
    undefined,
  ])("%j is not", (host) => {
    expect(statusOf(get("/", { host }))).toBe(421)
  })

  test("with APP_URL only its host is, its own port said or not", () => {
    expect(statusOf(get("/", { host: "work.example.com" }), named)).toBe("let in")
    expect(statusOf(get("/", { host: "work.example.com:443" }), named)).toBe("let in")
    expect(statusOf(get("/"), named)).toBe(421)
    expect(refusalOf(get("/"), named)?.text).toContain("https://work.example.com")
  })

  test("the page for another name says to set APP_URL", () => {
    expect(refusalOf(get("/", { host: "crm.example" }), local)?.text).toContain("APP_URL")
  })

  test.each(["/health", "/ready", "/metrics"])("%s answers under any name", (path) => {
    expect(statusOf(get(path, { host: "whatever.example" }))).toBe("let in")
  })

  test("tells the origin that was meant", () => {
    expect(servedOrigin(get("/", { host: "127.0.0.1:3000" }), local)).toBe("http://127.0.0.1:3000")
  })
})

test.each(["TRACE", "CONNECT", "PROPFIND", "get"])("the method %s is not served", (method) => {
  expect(statusOf({ ...get("/"), method })).toBe(405)
})

test.each([
  "/x%00",
  "/x%0d%0aSet-Cookie:a=b",
  "/x%7f",
  "/?a=%00",
  "/%E0%A4%A",
  "/%5c",
  "/login?_data=identity%2Froutes%2Flogin",
  "/?a=b&%5Fdata",
  "/a%5Cb",
  "//evil.example/x",
  "http://evil.example/",
  "*",
  "/\\evil.example",
  "/f/../login",
  "/f/%2e%2e/login",
  "/./login",
  "",
])("the address %j is refused", (url) => {
  expect(statusOf(get(url))).toBe(400)
  expect(statusOf(post(url))).toBe(400)
})

test("an address may be 8 KiB long", () => {
  expect(statusOf(get(`/?${"a".repeat(8_000)}`))).toBe("let in")
  expect(statusOf(get(`/?${"a".repeat(8_200)}`))).toBe(414)
})

describe("who may change something", () => {
  test.each(["POST", "PUT", "PATCH", "DELETE"])("a %s comes from our own pages", (method) => {
    expect(statusOf(post("/login", {}, method))).toBe("let in")
    expect(statusOf(post("/login", { "sec-fetch-site": "same-origin" }, method))).toBe("let in")
    expect(statusOf(post("/login", { origin: "https://evil.example" }, method))).toBe(403)
    expect(statusOf(post("/invoices/1/send", { origin: "https://evil.example" }, method))).toBe(403)
  })

  test.each<[string, Extra]>([
    ["no origin at all", { origin: undefined }],
    ["an opaque origin", { origin: "null" }],
    ["an opaque origin that calls itself ours", { origin: "null", "sec-fetch-site": "same-origin" }],
    ["another port of this machine", { origin: "http://localhost:3001", "sec-fetch-site": "same-site" }],
    ["another name of this machine", { origin: "http://127.0.0.1:3000" }],
    ["another scheme", { origin: "https://localhost:3000" }],
    ["another site, by the browser's word", { "sec-fetch-site": "cross-site" }],
    ["our origin in front of another", { origin: `${OURS}.evil.example` }],
  ])("%s is refused", (_, headers) => {
    expect(statusOf(post("/login", headers))).toBe(403)
  })

  test("a person's own reload, which has no sender, is let in", () => {
    expect(statusOf(post("/login", { origin: undefined, "sec-fetch-site": "none" }))).toBe("let in")
  })

  test("a forwarded host changes nothing", () => {
    expect(statusOf(post("/login", { origin: "https://evil.example", "x-forwarded-host": "evil.example" }))).toBe(403)
  })

  test("public forms and webhooks are taken from anywhere", () => {
    expect(statusOf(post("/f/key", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }))).toBe("let in")
    expect(statusOf(post("/webhooks/stripe", { origin: undefined, "content-type": "application/json" }))).toBe("let in")
  })

  test("addresses that only look like these are not", () => {
    const headers = { origin: "https://evil.example" }
    expect(statusOf(post("/forms", headers))).toBe(403)
    expect(statusOf(post("/F/key", headers))).toBe(403)
    expect(statusOf(post("/webhooksx", headers))).toBe(403)
    expect(statusOf(post("/login?/f/", headers))).toBe(403)
  })
})

describe("how much may be sent", () => {
  test.each([
    ["/login", 1_048_576],
    ["/f/key", 65_536],
    ["/webhooks/stripe", 262_144],
  ])("%s takes %d bytes and not one more", (path, most) => {
    const headers = { "content-type": path.startsWith("/webhooks") ? "application/json" : FORM }
    expect(statusOf(post(path, { ...headers, "content-length": String(most) }))).toBe("let in")
    expect(statusOf(post(path, { ...headers, "content-length": String(most + 1) }))).toBe(413)
  })

  test("the length must be said", () => {
    expect(statusOf(post("/login", { "content-length": undefined }))).toBe(411)
    expect(statusOf(post("/login", { "content-length": "1e3" }))).toBe(411)
    expect(statusOf(post("/login", { "content-length": undefined, "transfer-encoding": "chunked" }))).toBe(411)
  })
})

test("only forms and JSON are read, public forms take no JSON, webhooks nothing else", () => {
  expect(statusOf(post("/login", { "content-type": "Multipart/Form-Data; boundary=x" }))).toBe("let in")
  expect(statusOf(post("/login", { "content-type": "text/plain" }))).toBe(415)
  expect(statusOf(post("/login", { "content-type": undefined }))).toBe(415)
  expect(statusOf(post("/login", { "content-type": undefined, "content-length": "0" }))).toBe("let in")
  expect(statusOf(post("/f/key", { "content-type": "application/json" }))).toBe(415)
  expect(statusOf(post("/webhooks/stripe"))).toBe(415)
})
