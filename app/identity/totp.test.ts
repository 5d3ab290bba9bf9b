import { describe, expect, it } from "vitest"
import { recoveryCodeOf, tidyRecoveryCode } from "./recovery-code"
import { codeAt, newTotpSecret, stepOfCode } from "./totp.server"

/** The secret of RFC 6238's vectors, "12345678901234567890", as base32. */
const known = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

/** RFC 6238, appendix B (SHA-1): the moment, and the last six of the eight figures. */
const vectors = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
] as const

const at = (seconds: number) => new Date(seconds * 1_000)

describe("the codes of an authenticator app", () => {
  it.each(vectors)("at %d seconds are those of RFC 6238", (seconds, code) => {
    expect(codeAt(known, at(seconds))).toBe(code)
    expect(stepOfCode(known, code, at(seconds))).toBe(Math.floor(seconds / 30))
  })

  it("are good for the step before and the one after, and no further", () => {
    const code = codeAt(known, at(3_000))
    expect([2_940, 2_970, 3_000, 3_030, 3_059, 3_060].map((now) => stepOfCode(known, code, at(now)))).toEqual([
      null,
      100,
      100,
      100,
      100,
      null,
    ])
  })

  it("are six figures and nothing else", () => {
    for (const typed of ["", "12345", "1234567", "12345é", "\u0000\u0001\u0002345", "１２３４５６"])
      expect(stepOfCode(known, typed, at(59))).toBeNull()
  })

  it("come of secrets of 160 bits", () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/)
    expect(newTotpSecret()).not.toBe(newTotpSecret())
  })
})

describe("a recovery code", () => {
  it("has 25 letters of five bits each, in groups", () => {
    expect(recoveryCodeOf(Uint8Array.from({ length: 32 }, (_, at) => at))).toBe("ABCDE-FGHIJ-KLMNO-PQRST-UVWXY")
  })

  it("is read however it is typed, also with figures for letters", () => {
    expect(tidyRecoveryCode("abcde fghij-klmn0 pqrst-uvwxy")).toBe("ABCDEFGHIJKLMNOPQRSTUVWXY")
    expect(tidyRecoveryCode("123456")).toBeNull()
  })
})
