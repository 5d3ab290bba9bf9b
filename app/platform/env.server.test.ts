import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { CannotStart } from "#db/cannot-start"
import { keptSecretKey, parseEnv, settings, withFiles } from "./env.server"

test("an empty environment is the demo: embedded database, sandbox, both loopback names", () => {
  const env = parseEnv({})
  expect(env).toMatchObject({
    PORT: 3000,
    SANDBOX_PORT: 3001,
    embedded: true,
    sandboxOn: true,
    https: false,
    RATE_LIMITS: "on",
  })
  expect(env.HOST).toBeUndefined()
  expect(env.DATA_DIR).toBe(resolve("data"))
  expect(env.origins).toEqual(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])
  expect(env.publicUrl).toBe("http://localhost:3000")
})

test("with a database of one's own the sandbox runs only when asked for", () => {
  const DATABASE_URL = "postgres://owner@db/signoff"
  expect(parseEnv({ DATABASE_URL })).toMatchObject({ embedded: false, sandboxOn: false })
  expect(parseEnv({ DATABASE_URL, SANDBOX: "1" }).sandboxOn).toBe(true)
  expect(parseEnv({ SANDBOX: "0" }).sandboxOn).toBe(true)
})

test("APP_URL is the one origin that is served, and https follows from it", () => {
  const env = parseEnv({ APP_URL: "https://Work.example.com:443/" })
  expect(env.origins).toEqual(["https://work.example.com"])
  expect(env).toMatchObject({ publicUrl: "https://work.example.com", https: true })
})

test("an empty variable counts as absent", () => {
  expect(parseEnv({ PORT: "", APP_URL: " ", SMTP_URL: "" }).PORT).toBe(3000)
})

test.each([
  ["PORT", "abc"],
  ["PORT", "0"],
  ["PORT", "65536"],
  ["PORT", "3e3"],
  ["HOST", "http://x"],
  ["APP_URL", "work.example.com"],
  ["APP_URL", "https://work.example.com/app"],
  ["APP_URL", "ftp://work.example.com"],
  ["APP_URL", "https://user:pass@work.example.com"],
  ["TRUST_PROXY", "true"],
  ["DATABASE_URL", "mysql://db"],
  ["SECRET_KEY", "short"],
  ["SECRET_KEY", `${"a".repeat(40)},short`],
  ["SECRET_KEY", "a".repeat(40)],
  ["SECRET_KEY", "please-change-me-before-you-go-live-0417"],
  ["METRICS_TOKEN", "short-token"],
  ["STRIPE_SECRET_KEY", "pk_test_1"],
  ["STRIPE_WEBHOOK_SECRET", "secret"],
  ["STRIPE_API_BASE", "localhost:3001"],
  ["SENDGRID_API_KEY", "key"],
  ["SMTP_URL", "https://mail"],
  ["MAIL_FROM", "Signoff"],
  ["MAIL_FROM", "Signoff <a@b.c>\r\nBcc: x@y.z"],
  ["SANDBOX", "yes"],
  ["SANDBOX_PORT", "3000"],
  ["LOG_LEVEL", "loud"],
  ["METRICS_TOKEN", "two words"],
  ["RATE_LIMITS", "0"],
])("a wrong %s (%j) stops the start with one line that begins with its name", (name, value) => {
  const attempt = () => parseEnv({ [name]: value })
  expect(attempt).toThrow(CannotStart)
  expect(attempt).toThrow(new RegExp(`^${name} [^\\n]*\\.$`))
})

test("a wrong secret is not repeated", () => {
  expect(() => parseEnv({ DATABASE_URL: "mysql://root:hunter2@db" })).toThrow(
    /^DATABASE_URL must be a postgres:\/\/ address\.$/,
  )
})

test("addresses of the other roles need the database itself", () => {
  expect(() => parseEnv({ DATABASE_WEB_URL: "postgres://web@db/signoff" })).toThrow(/^DATABASE_URL must be set/)
})

test("every setting has its sentence", () => {
  for (const { says } of Object.values(settings)) expect(says).toMatch(/^\S.*\.$/)
})

describe("a setting in a file", () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "signoff-env-"))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const holding = (content: string) => {
    const file = join(folder, "given")
    writeFileSync(file, content)
    return file
  }

  test.each(Object.keys(settings))("%s is read where %s_FILE says, without what ends its line", (name) => {
    expect(withFiles({ [`${name}_FILE`]: holding("  from a file\n") })[name]).toBe("from a file")
  })

  test("counts as if it stood in the environment, also when it is wrong", () => {
    const key = "kq3V9tzLw0PfXn7bRj5sYc2dHm8uGa4e"
    expect(parseEnv(withFiles({ SECRET_KEY_FILE: holding(`${key}\n`) })).SECRET_KEY).toBe(key)
    expect(() => parseEnv(withFiles({ PORT_FILE: holding("many") }))).toThrow(/^PORT must be a port/)
    expect(parseEnv(withFiles({ PORT_FILE: " " })).PORT).toBe(3000)
  })

  test("stops the start where it is set twice, is not there or is empty, naming the variable", () => {
    const attempts: [Record<string, string>, RegExp][] = [
      [{ SMTP_URL: "smtp://mail", SMTP_URL_FILE: holding("smtp://mail") }, /^SMTP_URL and SMTP_URL_FILE are both set/],
      [{ SMTP_URL_FILE: join(folder, "nowhere") }, /^SMTP_URL_FILE names a file that cannot be read \(ENOENT\)/],
      [{ SMTP_URL_FILE: folder }, /^SMTP_URL_FILE names a file that cannot be read \(EISDIR\)/],
      [{ SMTP_URL_FILE: holding("\n") }, /^SMTP_URL_FILE names an empty file/],
    ]
    for (const [source, sentence] of attempts) {
      expect(() => withFiles(source)).toThrow(CannotStart)
      expect(() => withFiles(source)).toThrow(sentence)
    }
  })
})

describe("the kept secret key", () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "signoff-env-"))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test("is made once, readable to its owner alone", () => {
    const key = keptSecretKey(join(folder, "data"))
    expect(key).toMatch(/^[\w-]{64}$/)
    expect(keptSecretKey(join(folder, "data"))).toBe(key)
    expect(statSync(join(folder, "data", "secret-key")).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, "data", "secret-key"), "utf8")).toBe(`${key}\n`)
  })

  test("that was emptied stops the start", () => {
    writeFileSync(join(folder, "secret-key"), "\n")
    expect(() => keptSecretKey(folder)).toThrow(CannotStart)
  })
})
