import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { passwordProblem } from "./password"

describe("a password", () => {
  test.each([
    "paper-lantern-42",
    "seven wet umbrellas",
    "Überraschungsei im Mai",
    "kT9#vLq2!xWz",
    "ананас на тарелке",
    "monkey dragon football master",
  ])("such as %j will do", (password) => expect(passwordProblem(password)).toBeNull())

  test("needs twelve characters, as people count them, and no kinds of them", () => {
    expect(passwordProblem("zehn kleine")).toContain("at least 12")
    expect(passwordProblem("🙈🦊🐢🐙🦉🐝🦋🐞🦀🐳🐘")).toContain("at least 12")
    expect(passwordProblem("🙈🦊🐢🐙🦉🐝🦋🐞🦀🐳🐘🦒")).toBeNull()
    expect(passwordProblem("ä".repeat(6) + "a\u0308".repeat(5))).toContain("at least 12")
  })

  test("may have 128 characters and no more", () => {
    const long = "wet umbrella ".repeat(10)
    expect(passwordProblem(long.slice(0, 128))).toBeNull()
    expect(passwordProblem(long.slice(0, 129))).toContain("at most 128")
  })

  test.each([
    "password123456",
    "Password2026!!",
    "P@ssw0rd1234",
    "iloveyou123456",
    "Welcome_Berlin_2026",
    "qwertyuiop123",
    "letmeinletmein",
    "1q2w3e4r5t6y",
    "correct horse battery staple",
    "correcthorsebatterystaple",
    "Summer2026Summer2026",
    "passwordpassword",
  ])("such as %j is refused, being among the first that are tried", (password) => {
    expect(passwordProblem(password)).toContain("first that are tried")
  })

  test.each([
    "aaaaaaaaaaaa",
    "abababababab",
    "123456789012",
    "abcdefghijklm",
    "9876543210987",
    "111122223333",
    "qwertzuiopasdf",
    "abc12abc12abc12",
  ])("such as %j is refused as a run or a repeat", (password) =>
    expect(passwordProblem(password)).toContain("first that are tried"),
  )

  test("is not made of one's own names or the program's", () => {
    const own = ["Northlight Studio", "Ida Brandt", "ida.brandt@northlight.example"]
    expect(passwordProblem("northlight-2026", own)).toContain("your own names")
    expect(passwordProblem("IdaBrandt!1990", own)).toContain("your own names")
    expect(passwordProblem("signoffsignoff", own)).toContain("your own names")
    expect(passwordProblem("northlight-2026")).toBeNull()
    expect(passwordProblem("northlight keeps bees", own)).toBeNull()
  })

  test("that nobody else thinks of is never refused for what it is made of", () => {
    const random = fc.string({
      unit: fc.constantFrom(..."bcdfghjklmnpqrstvwxyz2456789#-+ "),
      minLength: 16,
      maxLength: 40,
    })
    fc.assert(fc.property(random, (password) => new Set(password).size < 8 || passwordProblem(password) === null))
  })

  test("of any form is judged quickly and without an error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 140 }), (password) => passwordProblem(password) !== undefined),
    )
  })
})
