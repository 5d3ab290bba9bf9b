import { expect, test } from "vitest"
import { databaseOf, roleNames, scramVerifier, webUrlFor, withDatabase, withUser } from "./role-names"

test("the roles carry the database's name", () => {
  expect(roleNames("postgres://owner@db.example/studio")).toEqual({
    web: "signoff_studio_web",
    resolver: "signoff_studio_resolver",
  })
})

test("names of roles fit into 63 bytes and stay different for different databases", () => {
  const long = `${"ä".repeat(40)}_one`
  const names = [long, `${"ä".repeat(40)}_two`].map((database) =>
    roleNames(`postgres://db.example/${encodeURIComponent(database)}`),
  )
  const all = names.flatMap(({ web, resolver }) => [web, resolver])
  expect(new Set(all).size).toBe(4)
  for (const name of all) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63)
})

test("the web role's password follows from the first of the secret keys", () => {
  const owner = "postgres://owner:secret@db.example:5433/studio?sslmode=require"
  const url = new URL(webUrlFor(owner, "key one"))
  expect(url.username).toBe("signoff_studio_web")
  expect(url.search).toBe("?sslmode=require")
  expect(webUrlFor(owner, "key one, key two")).toBe(url.toString())
  expect(webUrlFor(owner, "key two")).not.toBe(url.toString())
})

test("an address by socket takes its user from the parameters", () => {
  const url = withUser("postgres:///studio?host=/run/postgresql", "web", "p&w")
  expect(new URL(url).searchParams.get("user")).toBe("web")
  expect(new URL(url).searchParams.get("password")).toBe("p&w")
})

test("an address can name another database", () => {
  const other = withDatabase("postgres://o:p@db.example/studio?sslmode=require", "a b")
  expect(databaseOf(other)).toBe("a b")
  expect(other).toContain("sslmode=require")
})

test("what Postgres stores for a password is made as RFC 5803 says and does not contain it", () => {
  const verifier = scramVerifier("paper lantern", "signoff_studio_web")
  expect(verifier).toMatch(/^SCRAM-SHA-256\$4096:[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$/)
  expect(verifier).toBe(scramVerifier("paper lantern", "signoff_studio_web"))
  expect(verifier).not.toBe(scramVerifier("paper lantern", "signoff_other_web"))
})
